/** The report's style sheet: light and dark, narrow and wide, screen and paper. */
export const STYLE = `
:root { --ink: #1c2321; --soft: #55605c; --paper: #fdfdfb; --sheet: #ffffff; --rule: #d9deda; --bar: #2f7d62; --wash: #dfeae4;
  --problem: #a3271b; --notice: #7a5200; --fact: #1f5f4a; color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ebe8; --soft: #a3b0aa; --paper: #141917; --sheet: #1b211f; --rule: #36403c; --bar: #55b48f; --wash: #2b3d36;
    --problem: #ff9a8d; --notice: #f0c160; --fact: #7fd3b2; }
}
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; color: var(--ink); background: var(--paper); }
main { max-width: 72rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: .35rem 0; }
.together { font-size: 1.05rem; margin: 2rem 0 .5rem; }
.soft { color: var(--soft); font-size: .875rem; }
.origin { margin-bottom: .9rem; }
.changes { margin: .35rem 0 1rem; padding-left: 1.2rem; } .changes li:only-child { list-style: none; margin-left: -1.2rem; }
.findings { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--rule); }
.findings li { display: grid; grid-template-columns: 5.5rem 1fr; gap: .25rem 1rem; padding: .6rem 0; border-bottom: 1px solid var(--rule);
  overflow-wrap: anywhere; break-inside: avoid; }
.mark { font-size: .8125rem; font-weight: 650; }
.problem { color: var(--problem); } .notice { color: var(--notice); } .fact { color: var(--fact); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
td.n, th.n { text-align: right; }
.columns { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: 1rem; }
.card { background: var(--sheet); border: 1px solid var(--rule); border-radius: 6px; padding: .9rem 1rem; break-inside: avoid; min-width: 0; }
.card dl { display: grid; grid-template-columns: 6.25rem 1fr; gap: .1rem .75rem; margin: .6rem 0 0; font-size: .875rem; }
.nb { white-space: nowrap; } .card dt { color: var(--soft); } .card dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
svg { display: block; width: 100%; height: auto; margin-top: .6rem; }
.bar { fill: var(--bar); } .axis { stroke: var(--rule); } text { fill: var(--soft); font-size: 11px; }
.tops { list-style: none; margin: .6rem 0 0; padding: 0; font-size: .875rem; }
.tops li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .75rem; position: relative; padding: .1rem .4rem; margin-bottom: 2px; }
.tops li > i { position: absolute; inset: 0 auto 0 0; background: var(--wash); border-left: 3px solid var(--bar); }
.tops span { position: relative; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
@media (max-width: 36rem) { .findings li { grid-template-columns: 1fr; } main { padding-top: 1.25rem; } h1 { font-size: 1.4rem; } }
@media print { html { font-size: 13px; } body { font-size: 1rem; } :root { --paper: #fff; --sheet: #fff; --ink: #000; --soft: #444; --rule: #bbb; --bar: #2f7d62; --wash: #e3ebe6;
  --problem: #a3271b; --notice: #7a5200; --fact: #1f5f4a; } main { max-width: none; padding: 0; } .columns { grid-template-columns: 1fr 1fr; } .scroll { overflow: visible; }
  h2 { break-after: avoid; } tr { break-inside: avoid; } thead { display: table-header-group; }
  .bar, .tops i { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
@page { margin: 16mm 14mm; }
`;
