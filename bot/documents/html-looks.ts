import { MARKING_LINES } from '../domain/make-report.js';
import type { MarkingLevel } from '../domain/marking.js';
import { FILLS } from './report-looks.js';

const RATINGS = Object.entries(FILLS)
  .map(([colour, fill]) => `.${colour}{background:#${fill}}`)
  .join('');

/** The looks of the page: on a screen, on a phone, on paper. */
export const HTML_LOOKS = `
body{font:16px/1.5 Arial,Helvetica,sans-serif;color:#111;background:#fff;max-width:64rem;margin:0 auto;padding:1rem}
h1{font-size:1.8rem;line-height:1.2;margin:.5rem 0}
h2{font-size:1.4rem;color:#1f3864;border-bottom:2px solid #1f3864;margin:2rem 0 .5rem}
h3{font-size:1.15rem;color:#1f3864;margin:1.5rem 0 .25rem}
h4{font-size:1rem;margin:1rem 0 .25rem}
p,ul{margin:.4rem 0}
li,td,th,p{overflow-wrap:anywhere}
.skip{position:absolute;left:-999rem}
.skip:focus{position:static;display:inline-block;padding:.5rem;background:#111;color:#fff}
.marking{font-weight:bold}
.rating{display:inline-block;padding:0 .4em;font-weight:bold;border:1px solid #555;border-radius:2px}
${RATINGS}
.table{overflow-x:auto;margin:.5rem 0 1rem}
.table:focus-visible,a:focus-visible,main:focus-visible{outline:3px solid #1f3864;outline-offset:2px}
main:focus{outline:none}
table{border-collapse:collapse;width:100%;font-size:.9rem}
caption{text-align:left;font-style:italic;padding:.25rem 0}
th,td{border:1px solid #767676;padding:.3rem .4rem;text-align:left;vertical-align:top;min-width:4.5rem}
thead th{background:#d9e2f0}
.number{text-align:right}
footer{border-top:1px solid #767676;margin-top:2rem}
@media print{
body{max-width:none;padding:0;font-size:10.5pt}
.skip{display:none}
.wide{page:wide;break-before:page}
.table{overflow:visible}
table{font-size:8pt;width:calc(100% - 1mm)}
th,td{min-width:0;padding:1mm}
th[scope=row]{min-width:14mm}
h2,h3,h4,caption{break-after:avoid}
thead{display:table-header-group}
tr,li{break-inside:avoid}
.rating,thead th{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}`;

/** Paper: the marking on each page, and wide pages for the plan's own table. Only words of ours stand in it. */
export function paperLooks(marking: MarkingLevel): string {
  const box = `font:bold 9pt Arial,Helvetica,sans-serif;content:"${MARKING_LINES[marking]}"`;
  return `
@page{size:A4;margin:15mm;@top-right{${box}}@bottom-right{font:9pt Arial,Helvetica,sans-serif;content:"Page " counter(page)}}
@page wide{size:A4 landscape}`;
}
