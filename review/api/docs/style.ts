/** How the page of the API's document looks; system fonts, light and dark. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1f2937; --soft: #4b5563; --line: #d1d5db; --paper: #ffffff; --wash: #f3f4f6; --link: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ink: #e5e7eb; --soft: #aeb6c2; --line: #3b4350; --paper: #15181d; --wash: #1f242b; --link: #7cb8f5; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; display: grid; grid-template-columns: 19rem minmax(0, 1fr); font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, pre:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1rem; border-right: 1px solid var(--line); font-size: 14px; }
nav ul { margin: .25rem 0 .75rem; padding-left: 1.1rem; }
nav li { margin: .15rem 0; }
nav .home { display: block; margin-bottom: 1rem; font-weight: 600; }
main { padding: 1rem 2rem 4rem; max-width: 70rem; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
section { margin: 1.5rem 0 2rem; }
h3 { margin: 0 0 .25rem; }
h4 { margin: .75rem 0 .25rem; font-size: 14px; color: var(--soft); }
p { margin: .25rem 0 .5rem; }
code, pre { font: 13px/1.5 ui-monospace, monospace; }
pre { margin: 0; padding: .6rem .8rem; overflow-x: auto; background: var(--wash); border-radius: 6px; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); }
td code { white-space: pre-wrap; }
@media (max-width: 60rem) { body { display: block; } nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); } main { padding: 1rem; } }
`;
