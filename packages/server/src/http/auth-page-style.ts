import { createHash } from 'node:crypto';

/** How the pages of OAuth 2 look: as the page itself does (`web/src/ui`), small enough to stand in each of them. */
export const AUTH_PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #f6f4ee; --sheet: #fffdf8; --sunken: #ebe8df;
  --ink: #1d2321; --ink-soft: #59625d; --line: #dcd8cc; --line-strong: #b9b5a7;
  --marker: #c2410f; --marker-ink: #fffaf5; --bad: #a8201a; --bad-wash: #f9e3df;
  --touch: 2.5rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #121614; --sheet: #1a1f1c; --sunken: #0d100f;
    --ink: #e9ebe4; --ink-soft: #a3ada6; --line: #2b322e; --line-strong: #465049;
    --marker: #f2793f; --marker-ink: #1b0d05; --bad: #f1897d; --bad-wash: #361a17;
  }
}
@media (pointer: coarse) { :root { --touch: 2.75rem; } }
*, *::before, *::after { box-sizing: border-box; }
html, body { min-height: 100%; margin: 0; }
body {
  background: var(--paper); color: var(--ink);
  font: 0.9375rem / 1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  -webkit-font-smoothing: antialiased; -webkit-text-size-adjust: 100%;
}
header {
  display: flex; gap: 0.5rem; align-items: center; min-height: 3.5rem; padding: 0.5rem 1rem;
  border-bottom: 1px solid var(--line); background: var(--sheet);
  font-size: 1.125rem; font-weight: 650; letter-spacing: -0.02em;
}
header svg { fill: none; stroke: var(--marker); stroke-linecap: round; stroke-width: 2.4; }
header circle { fill: var(--marker); }
main { display: grid; gap: 1rem; max-width: 28rem; margin: 0 auto; padding: clamp(1.5rem, 12vh, 8rem) 1rem 2.5rem; }
h1, p, ul { margin: 0; padding: 0; overflow-wrap: anywhere; }
h1 { font-size: 1.625rem; font-weight: 600; letter-spacing: -0.018em; line-height: 1.2; text-wrap: balance; }
.soft { color: var(--ink-soft); }
.allowed {
  display: grid; gap: 0.5rem; padding: 1rem 1rem 1rem 2.25rem;
  border: 1px solid var(--line); border-radius: 12px; background: var(--sheet);
}
.allowed li::marker { color: var(--marker); }
.notice {
  padding: 1rem; border-left: 3px solid var(--bad); border-radius: 2px 6px 6px 2px; background: var(--bad-wash);
}
form { display: grid; gap: 1rem; }
label { display: grid; gap: 0.25rem; }
label > span {
  color: var(--ink-soft); font-size: 0.75rem; font-weight: 600; letter-spacing: 0.07em; text-transform: uppercase;
}
input:not([type="hidden"]) {
  width: 100%; min-height: var(--touch); padding: 0 0.75rem; border: 1px solid var(--line-strong);
  border-radius: 6px; background: var(--sheet); color: inherit; font: inherit; font-size: 1rem;
}
.choice { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75rem; }
button {
  min-height: var(--touch); padding: 0 1rem; border: 1px solid var(--line-strong); border-radius: 6px;
  background: var(--sheet); color: inherit; font: inherit; font-size: 0.8125rem; font-weight: 550; cursor: pointer;
}
button:hover { border-color: var(--ink-soft); }
button.primary { border-color: transparent; background: var(--marker); color: var(--marker-ink); }
button.primary:hover { background: color-mix(in oklab, var(--marker) 88%, var(--ink)); }
.account { display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; align-items: baseline; }
.account button {
  min-height: 0; padding: 0; border: 0; background: none; color: var(--ink-soft);
  font-size: inherit; font-weight: inherit; text-decoration: underline;
}
:focus-visible { outline: 2px solid var(--marker); outline-offset: 2px; }
`;

/** The style as a source of a Content-Security-Policy. */
export const AUTH_PAGE_STYLE_SOURCE = `'sha256-${createHash('sha256').update(AUTH_PAGE_STYLE).digest('base64')}'`;
