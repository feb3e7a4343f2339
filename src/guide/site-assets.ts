/** Style and script of the guide; small enough to stand in every page, so that pages work alone and from disk. */

export const style = `
:root{--paper:#fbfaf8;--card:#fff;--ink:#1d2430;--soft:#5b6472;--line:#dfe2e7;--accent:#1c5fb8;--mark:#ffe3a3;--bad:#b3321e;--good:#23733f}
@media (prefers-color-scheme:dark){:root{--paper:#14171c;--card:#1c2129;--ink:#e6e9ee;--soft:#a0a8b5;--line:#333a45;--accent:#7fb2f5;--mark:#5c4713;--bad:#f0806a;--good:#67c98a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,sans-serif}
header,main,footer{max-width:900px;margin:0 auto;padding:16px 20px}
header{display:flex;flex-wrap:wrap;gap:8px 24px;align-items:baseline;border-bottom:1px solid var(--line)}
nav{display:flex;flex-wrap:wrap;gap:4px 16px}
a{color:var(--accent);text-underline-offset:2px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--card);padding:8px}
h1{font-size:1.8rem;line-height:1.25;margin:.6em 0}
h2{font-size:1.2rem;margin:1.8em 0 .5em}
pre{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 14px;overflow-x:auto;font:14px/1.5 ui-monospace,monospace}
code{font-family:ui-monospace,monospace;font-size:.92em;overflow-wrap:anywhere}
.example pre{border-left:4px solid var(--bad)}
.use-instead pre{border-left:4px solid var(--good)}
mark{background:var(--mark);color:inherit}
table{border-collapse:collapse;width:100%;display:block;overflow-x:auto}
th,td{border-bottom:1px solid var(--line);padding:6px 12px 6px 0;text-align:left;vertical-align:top}
.facts th{white-space:nowrap;color:var(--soft);font-weight:500}
.search label{display:block;color:var(--soft)}
input{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:8px 10px;width:100%}
#rules{list-style:none;padding:0}#rules li{padding:6px 0;border-bottom:1px solid var(--line)}
.severity{font-size:.85em;font-weight:600}.severity.critical,.severity.high{color:var(--bad)}
.off,#count{color:var(--soft)}
.question{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:4px 16px 12px;margin:12px 0}
summary{cursor:pointer;color:var(--accent)}
footer{color:var(--soft);border-top:1px solid var(--line);margin-top:40px}
@media print{header nav,.search,.skip{display:none}details{display:block}details>*{display:block}body{font-size:11pt}}
`;

export const script = `
const search=document.getElementById('search');
if(search){const items=[...document.querySelectorAll('#rules li')];const count=document.getElementById('count');
const run=()=>{const words=search.value.toLowerCase().split(/\\s+/).filter(Boolean);let shown=0;
for(const item of items){const hit=words.every((word)=>item.dataset.words.includes(word));item.hidden=!hit;if(hit)shown++}
count.textContent=words.length?shown+' of '+items.length+' rules':''};
search.addEventListener('input',run);run()}
`;
