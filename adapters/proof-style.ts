/** How the proof page looks on paper: black on white, figures in columns, no claim's head parted from its lines. */
export const PROOF_STYLE = `
@page { size: letter; margin: 14mm }
body { font: 10pt/1.35 system-ui, sans-serif; color: #111; margin: 0 auto; max-width: 190mm; padding: 6mm }
h1 { font-size: 15pt; margin: 0 0 3mm }
h2 { font-size: 11pt; margin: 5mm 0 1mm }
p { margin: 0 0 1mm }
table { border-collapse: collapse; width: 100%; margin: 0 0 2mm }
th, td { text-align: left; padding: 0.6mm 1.5mm; border-bottom: 0.2mm solid #bbb; vertical-align: top }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.head { width: auto } .head th { padding-right: 6mm; font-weight: 600 }
.total > * { border-top: 0.3mm solid #111; font-weight: 600 }
.bad { background: #fbd5d5 } .entries { font-size: 9pt; background: #f6f6f6 }
.held { border: 0.4mm solid #b00; padding: 1.5mm 1.5mm 1.5mm 6mm; margin: 1mm 0 } .claim.held { border: 0; padding: 0 }
section { break-inside: avoid-page } thead { display: table-header-group }
footer { margin-top: 6mm; font-size: 8pt; color: #555 }
@media print { body { padding: 0; max-width: none } }
`;
