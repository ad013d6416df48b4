"""The paper in typst. Everything that is said comes as JSON: nothing of others is ever markup."""

from __future__ import annotations

from typing import Final

TEMPLATE: Final = r"""
#let shown = json(bytes(sys.inputs.report))
#let labels = shown.labels
#let soft = rgb("#444444")
#let inks = (met: rgb("#14532d"), missed: rgb("#8c1d12"), open: rgb("#594400"))

#set document(title: shown.title, description: shown.subtitle, keywords: (shown.version,),
  date: datetime(year: shown.day.at(0), month: shown.day.at(1), day: shown.day.at(2)))
#set text(font: "Libertinus Serif", size: 10.5pt, lang: shown.lang, hyphenate: false)
#set par(leading: 0.6em, spacing: 0.8em)
#set page(
  paper: "a4", margin: (x: 18mm, top: 18mm, bottom: 20mm),
  footer: context {
    set text(size: 8.5pt, fill: soft)
    grid(columns: (1fr, auto), shown.subtitle,
      [#labels.page #counter(page).display() / #counter(page).final().first()])
  },
)
#show title: set text(size: 22pt)
#show heading: set block(above: 1.5em, below: 0.7em, sticky: true)
#show heading.where(level: 1): it => {
  set text(size: 16pt)
  block(above: 2em, below: 0.8em, sticky: true, width: 100%, inset: (top: 6pt),
    stroke: (top: 1.5pt), it.body)
}
#show heading.where(level: 2): set text(size: 13pt)
#show heading.where(level: 3): set text(size: 11.5pt)
#show heading.where(level: 4): set text(size: 10.5pt)
#show link: it => it
#set list(indent: 0.4em)

#let head(level, said, anchor: none) = {
  if anchor == none { heading(level: level, said) }
  else [#heading(level: level, said) #label(anchor)]
}
#let small(said) = text(size: 8.5pt, fill: soft, said)
#let standing(one) = text(fill: inks.at(one.tone), weight: "bold", one.said)
#let labelled(name, said) = par[#strong(name + ":") #said]

#let cell(one) = {
  let said = one.text
  if one.anchor != none { said = link(label(one.anchor), said) }
  if one.tone != none { said = text(fill: inks.at(one.tone), weight: "bold", said) }
  if one.under == none { said } else [#said \ #text(size: 7.5pt, fill: soft, one.under)]
}
#let grid-of(it, caption: true) = block(breakable: it.rows.len() > 12, {
  set text(size: 8.5pt, hyphenate: true)
  set par(leading: 0.45em)
  if caption { block(sticky: true, above: 1.2em, below: 0.5em, strong(it.caption)) }
  table(
    columns: it.columns.map(one => one.share * 1fr),
    align: it.columns.map(one => if one.right { right } else { left }),
    stroke: none, inset: (x: 3pt, y: 4pt),
    table.hline(stroke: 0.8pt),
    table.header(..it.columns.map(one => strong(one.heading))),
    table.hline(stroke: 0.8pt),
    ..it.rows.map(row => (
      row.map(cell) + (table.hline(stroke: 0.3pt + soft),)
    )).flatten(),
  )
})
#let facts(found) = if found.len() > 0 {
  block(breakable: false, text(size: 9.5pt, grid(
    columns: (auto, 1fr), column-gutter: 10pt, row-gutter: 5pt,
    ..found.map(one => (text(fill: soft, one.at(0)), one.at(1))).flatten(),
  )))
}

#let sample(kind) = box(baseline: -2pt, width: 26pt, height: 6pt, {
  let blue = rgb(shown.colours.own)
  let brown = rgb(shown.colours.compared)
  if kind == "own" {
    place(horizon, line(length: 100%, stroke: 1.8pt + blue))
    place(center + horizon, circle(radius: 2.6pt, fill: blue))
  } else if kind == "compared" {
    place(horizon, line(length: 100%, stroke: (paint: brown, thickness: 1.4pt, dash: (5pt, 3pt))))
    place(center + horizon, rotate(45deg, square(size: 4.6pt, fill: white, stroke: 1.2pt + brown)))
  } else {
    place(horizon, line(length: 100%,
      stroke: (paint: rgb(shown.colours.required), thickness: 1.4pt, dash: (1.5pt, 2.2pt))))
  }
})
#let chart(it) = block(breakable: false, {
  image(bytes(it.svg), format: "svg", width: 118mm,
    alt: it.title + ". " + it.description + " " + it.series)
  block(above: 0.4em, text(size: 9pt, it.lines.map(one => [#sample(one.at(0)) #one.at(1)])
    .join(h(14pt))))
  block(above: 0.6em, small(it.description))
})

#let target(it, level) = {
  head(level, it.name, anchor: it.anchor)
  block(sticky: true, par(standing(it.standing)))
  par(it.sentences)
  if it.changed != none { labelled(labels.changed, it.changed) }
  if it.chart != none { chart(it.chart) }
  if it.flags.len() > 0 {
    block(sticky: true, par(strong(labels.flags + ":")))
    list(..it.flags.map(one => [#strong(one.at(0))#one.at(1)]))
  }
  if it.reading != none { labelled(labels.reading, it.reading) }
  if it.readings.len() > 0 {
    block(sticky: true, par(strong(labels.readings + ":")))
    list(..it.readings.map(one => [#one.text: #standing(one.standing). #one.sentences]))
  }
  if it.note != none { labelled(labels.note, it.note) }
  facts(it.facts)
  if it.figures != none { grid-of(it.figures) }
  for part in it.parts { target(part, calc.min(level + 1, 6)) }
}

#title()
#block(text(size: 12pt, fill: soft, shown.subtitle))
#let warned(plan) = if plan.warnings.len() > 0 {
  block(width: 100%, inset: 8pt, stroke: (left: 3pt + inks.open),
    plan.warnings.map(one => par(strong(one))).join())
}
#if shown.plans.len() == 1 { warned(shown.plans.first()) }
#block(above: 1.5em, below: 0.8em, strong(labels.contents))
#outline(title: none, depth: 2)

#if shown.counts != none {
  head(1, labels.summary)
  grid-of(shown.counts, caption: false)
}
#for plan in shown.plans {
  head(1, plan.name, anchor: plan.anchor)
  if shown.plans.len() > 1 { warned(plan) }
  facts(plan.facts)
  par(plan.summary)
  list(..plan.counts.map(one => [#standing(one.at(0)): #one.at(1)]))
  if plan.changes != none {
    head(2, labels.changes)
    par(plan.changes.sentence)
    if plan.changes.table != none { grid-of(plan.changes.table, caption: false) }
  }
  for area in plan.areas {
    head(2, area.title, anchor: area.anchor)
    grid-of(area.table, caption: false)
    for one in area.targets { target(one, 3) }
  }
}
#head(1, labels.legend)
#for one in shown.legend { labelled(one.at(0), one.at(1)) }
#head(1, labels.method)
#for said in shown.method { par(said) }
#head(1, labels.sources)
#for one in shown.sources { grid-of(one) }
#small(shown.version)
"""
