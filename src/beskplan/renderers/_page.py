"""What every page carries: its style, and a script that filters and sorts where there is one."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

STYLE: Final = """\
:root{color-scheme:light dark;--paper:#fff;--ink:#1d2429;--soft:#55606a;--rule:#d5dade;\
--wash:#f5f6f4;--good:#1c6138;--bad:#a32a1c;--open:#6a5200;--own:#0f4c81;--cmp:#7a5c2e;\
--req:#55606a;--note:#fdf6e0;--notebar:#b58900}
@media(prefers-color-scheme:dark){:root{--paper:#14181b;--ink:#e6e9eb;--soft:#a9b3bb;\
--rule:#39424a;--wash:#1c2226;--good:#7fd09b;--bad:#ff9d8f;--open:#e3c566;--own:#7db8f0;\
--cmp:#dcb87d;--req:#a9b3bb;--note:#2a2615;--notebar:#cfa93a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);\
font:1rem/1.55 "Segoe UI",system-ui,-apple-system,"Noto Sans",Roboto,Arial,sans-serif}
.page{max-width:66rem;margin:0 auto;padding:2rem 1.25rem 4rem;overflow-wrap:break-word}
h1,h2,h3,h4,h5,p,dd,li{overflow-wrap:anywhere}
h1,h2,h3,h4,h5{line-height:1.25;font-weight:650;margin:2.2em 0 .5em;text-wrap:balance}
h1{font-size:2rem;margin:.2em 0 .2em;letter-spacing:-.01em}
h2{font-size:1.5rem;border-top:3px solid var(--ink);padding-top:.6em;margin-top:2.6em}
h3{font-size:1.2rem}
h4{font-size:1.05rem;margin-top:0}
h5{font-size:1rem;margin:0 0 .3em}
p{margin:.5em 0}
a{color:var(--own)}
a:focus-visible,button:focus-visible,summary:focus-visible,input:focus-visible\
{outline:3px solid var(--own);outline-offset:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{position:static}
.sub,.small,caption,figcaption,summary,footer{color:var(--soft)}
.small,figcaption,footer{font-size:.875rem}
.sub{font-size:1.1rem;margin-top:0}
.warn{background:var(--note);border-left:5px solid var(--notebar);padding:.6em 1em;margin:1em 0}
.warn p{margin:.2em 0}
nav>ul{list-style:none;padding:0;margin:1.2em 0;columns:2 18rem}
nav li{padding:.15em 0;break-inside:avoid}
nav ul ul{list-style:none;padding-left:1em}
.counts{display:flex;flex-wrap:wrap;gap:.5em 1.6em;list-style:none;padding:0;margin:1em 0}
.counts b{font-size:1.6rem;font-weight:650;margin-right:.25em}
.counts li{white-space:normal}
.s{font-weight:600}
.s i{font-style:normal;display:inline-block;min-width:1em;margin-right:.15em}
.met{color:var(--good)}
.missed{color:var(--bad)}
.open{color:var(--open)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;line-height:1.4}
caption{text-align:left;padding:.2em 0;font-size:.875rem}
th,td{text-align:left;vertical-align:top;padding:.45em .7em .45em 0;border-bottom:1px solid \
var(--rule)}
thead th{border-bottom:2px solid var(--ink);vertical-align:bottom;font-weight:650}
tbody th{font-weight:600;overflow-wrap:anywhere;min-width:12rem}
.rows tbody th{min-width:12rem;hyphens:auto}
.rows .k{overflow-wrap:anywhere;min-width:6.2rem}
td.k{font-size:.8rem}
.rows td:last-child{min-width:8.4rem}
th .small{font-weight:400}
td .small,th .small{margin-top:.15em}
.n,.d td{text-align:right;font-variant-numeric:tabular-nums}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.hash{overflow-wrap:anywhere;font-family:ui-monospace,Consolas,monospace;font-size:.75rem}
.part th{padding-left:1.2em;font-weight:400}
th button{font:inherit;font-weight:inherit;color:inherit;background:none;border:0;padding:0;\
text-align:inherit;cursor:pointer;text-decoration:underline dotted;text-underline-offset:.25em}
th[aria-sort=ascending] button::after{content:" \\2191"}
th[aria-sort=descending] button::after{content:" \\2193"}
form{border:1px solid var(--rule);background:var(--wash);padding:.6em 1em;margin:1em 0}
fieldset{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:.3em 1.2em}
legend{float:left;font-weight:600;padding:0;margin-right:.4em}
label{cursor:pointer}
.target{border-top:1px solid var(--rule);padding:1.3em 0 1em}
.target p,.target ul{max-width:42rem}
.id{color:var(--soft);font-weight:600;margin-right:.5em}
.lead{font-size:1.02rem}
ul.flags{padding-left:1.2em;margin:.5em 0}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.15em 1em;margin:.7em 0;\
font-size:.9rem}
dt{color:var(--soft)}
dd{margin:0}
figure{margin:1em 0;max-width:34rem}
svg{display:block;width:100%;height:auto}
svg text{font-size:13px;fill:var(--soft);paint-order:stroke;stroke:var(--paper);stroke-width:4px;\
stroke-linejoin:round}
svg .b{fill:var(--ink);font-weight:700}
svg path{fill:none}
.g{stroke:var(--rule)}
.j{stroke:var(--soft);stroke-width:1}
.o{stroke:var(--own);stroke-width:2.5;stroke-linejoin:round}
.om{stroke:var(--own);stroke-width:7;stroke-linecap:round}
.c{stroke:var(--cmp);stroke-width:2;stroke-dasharray:7 4}
svg .cm{fill:var(--paper);stroke:var(--cmp);stroke-width:2}
.r{stroke:var(--req);stroke-width:2;stroke-dasharray:2 3}
.key{display:flex;flex-wrap:wrap;gap:.1em 1.4em;list-style:none;margin:.2em 0;padding:0}
.key svg{display:inline-block;width:34px;height:12px;margin-right:.4em}
.parts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(26rem,100%),1fr));gap:0 2rem}
.parts .target{padding:1em 0}
summary{cursor:pointer;font-size:.9rem}
details{margin:.4em 0}
blockquote{margin:.6em 0;padding-left:1em;border-left:3px solid var(--rule)}
footer{border-top:1px solid var(--rule);margin-top:3em;padding-top:1em}
[hidden]{display:none!important}
@media(max-width:44rem){.page{padding:1rem .9rem 3rem}h1{font-size:1.55rem}h2{font-size:1.3rem}\
.rows .x,.rows .k{display:none}tbody th{min-width:9rem}\
.rows{font-size:.82rem}.rows tbody th{min-width:6.5rem}.part th{padding-left:.7em}\
.rows td:last-child{min-width:7.8rem}.rows .small{font-size:inherit}\
.rows td.n{overflow-wrap:anywhere;min-width:4rem}\
svg text{font-size:16px}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.4em}\
th,td{padding-right:.45em}}
@media print{:root{--paper:#fff;--ink:#000;--soft:#444;--rule:#bbb;--wash:#fff;--good:#14532d;\
--bad:#8c1d12;--open:#594400;--own:#0f4c81;--cmp:#7a5c2e;--req:#444;--note:#fff;--notebar:#000}
@page{size:A4;margin:18mm 16mm}
html{font-size:9.5pt}.wide{overflow:visible}\
.parts{display:block}.parts .target{break-inside:auto}\
.rows{font-size:.82rem}.rows tbody th{min-width:9rem}.rows .k{min-width:5rem}td.k{font-size:.75rem}\
.page{max-width:none;padding:0}\
form,nav,.skip,summary{display:none}th button{text-decoration:none}\
table{font-size:.9rem}.target,figure,tr{break-inside:avoid}.target.long{break-inside:auto}\
h2,h3,h4,h5{break-after:avoid}h2{margin-top:1.6em}details:not(.used,[open]){display:none}\
.used::details-content{content-visibility:visible;block-size:auto;overflow:visible}\
a{color:inherit;text-decoration:none}thead{display:table-header-group}th button{display:contents}}
"""

SCRIPT: Final = """\
(()=>{
const all=(s,r=document)=>[...r.querySelectorAll(s)];
for(const form of all("form")){
form.hidden=false;
const plan=form.closest("section"),said=form.querySelector("output");
form.addEventListener("submit",e=>e.preventDefault());
form.addEventListener("change",()=>{
const want=form.querySelector("input:checked").value;let n=0;
for(const e of all("[data-s]",plan)){const on=!want||e.dataset.s===want;e.hidden=!on;
if(on&&e.localName==="article")n++}
for(const f of all("section.focus",plan))
f.hidden=!all("article[data-s]",f).some(e=>!e.hidden);
said.textContent=n+" "+said.dataset.of});
}
const shut=()=>all("details.used:not([open])");let opened=[];
addEventListener("beforeprint",()=>{opened=shut();for(const e of opened)e.open=true});
addEventListener("afterprint",()=>{for(const e of opened)e.open=false;opened=[]});
for(const table of all("table.rows")){
all("thead th",table).forEach((th,i)=>{
const b=document.createElement("button");b.type="button";
b.title=table.dataset.sort+" "+th.textContent;b.append(...th.childNodes);th.append(b);
b.addEventListener("click",()=>{
const down=th.getAttribute("aria-sort")==="ascending"?-1:1;
all("thead th",table).forEach(o=>o.removeAttribute("aria-sort"));
th.setAttribute("aria-sort",down>0?"ascending":"descending");
const key=t=>{const c=t.rows[0].cells[i];return c.dataset.v??c.textContent.trim()};
const c=new Intl.Collator(document.documentElement.lang,{numeric:true});
const num=s=>s!==""&&!isNaN(s);
table.append(...[...table.tBodies].sort((a,b)=>{const x=key(a),y=key(b);
if(!x||!y)return !x-!y;
return down*(num(x)&&num(y)?x-y:c.compare(x,y))}))})})}
})();
"""


def policy() -> str:
    """Return the Content-Security-Policy that lets in this style and this script, nothing else."""
    style, script = (_digest(text) for text in (STYLE, SCRIPT))
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
