/** Style rules inside the grid's shadow root, where the widget's style sheet does not reach. */

export const cellStyles = `
*, *::before, *::after { box-sizing: border-box; }
.cell { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.cell.suggested { color: var(--pw-muted); font-style: italic; }
.cell.pending { opacity: 0.7; }
.cell.invalid, .cell.refused { color: var(--pw-error); text-decoration: underline wavy from-font; text-underline-offset: 3px; }
.cell.duplicate, .cell.conflict { color: var(--pw-warn); }
.cell.invalid::after, .cell.refused::after, .cell.duplicate::after, .cell.conflict::after {
  display: inline-block;
  width: 18px;
  margin-inline-start: 6px;
  border-radius: 9px;
  font-size: 11px;
  font-weight: 700;
  line-height: 18px;
  text-align: center;
}
.cell.invalid::after, .cell.refused::after { content: "!"; background: var(--pw-error-soft); }
.cell.duplicate::after { content: "2×"; background: var(--pw-warn-soft); }
.cell.conflict::after { content: "⇄"; background: var(--pw-warn-soft); }
.badge { display: inline-block; padding: 0 10px; border-radius: 999px; background: var(--pw-subtle); color: var(--pw-text); font-size: 13px; line-height: 24px; }
.badge[data-code="exception"] { background: var(--pw-error-soft); color: var(--pw-error); }
.badge[data-code="not_portable"] { background: var(--pw-warn-soft); color: var(--pw-warn); }
.badge[data-code="ported"], .badge[data-code="verified"] { background: var(--pw-ok-soft); color: var(--pw-ok); }
.badge[data-code="submitted"], .badge[data-code="foc_confirmed"] { background: var(--pw-accent-soft); }
.cell input[type="checkbox"] { width: 18px; height: 18px; margin: 0; vertical-align: -4px; accent-color: var(--pw-accent); cursor: pointer; }
.cell input.unanswered:not(:hover) { opacity: 0.55; }
.header { display: flex; align-items: center; gap: 4px; min-width: 0; width: 100%; }
.header-label { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.header-filter { display: grid; flex: none; place-items: center; width: 24px; height: 24px; margin: 0 0 0 auto; padding: 0; border: 0; border-radius: 6px; background: none; color: inherit; cursor: pointer; opacity: 0; }
.ag-header-cell:hover .header-filter, .ag-header-cell:focus-within .header-filter, .header-filter:focus-visible { opacity: 0.8; }
.header-filter:hover { background: var(--pw-hover); }
.header-filter.active { color: var(--pw-accent); opacity: 1; }
.pw-icon { width: 16px; height: 16px; fill: none; stroke: currentcolor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
.header-filter .pw-icon { width: 14px; height: 14px; }
.header-filter.active .pw-icon { fill: currentcolor; }
.editor { width: 100%; height: 100%; min-width: 0; margin: 0; padding: 0 11px; border: 0; outline: 0; background: var(--pw-page); color: var(--pw-text); font: inherit; }
.editor-row { position: relative; display: flex; width: 100%; height: 100%; }
.editor-row button { flex: none; width: 32px; border: 0; background: var(--pw-page); color: var(--pw-muted); cursor: pointer; }
.picker { position: absolute; inset: auto 0 0 auto; width: 32px; height: 1px; padding: 0; border: 0; opacity: 0; pointer-events: none; }
.choice-editor { max-width: 320px; border-radius: 8px; background: var(--pw-surface); }
.choice-editor .editor { height: 40px; border: 2px solid var(--pw-accent); border-radius: 6px; }
.options { max-height: 240px; overflow-y: auto; padding: 4px; }
.options [role="option"] { padding: 6px 10px; border-radius: 6px; line-height: 20px; cursor: pointer; }
.options [role="option"]:hover { background: var(--pw-hover); }
.options [role="option"][aria-selected="true"] { background: var(--pw-accent-soft); }
@media (pointer: coarse) {
  .ag-checkbox-input { scale: 2.6; }
  .header-filter { width: 40px; height: 40px; opacity: 0.6; }
  .options [role="option"] { padding-block: 12px; }
  .cell input[type="checkbox"] { width: 24px; height: 24px; vertical-align: -7px; }
}
@media (prefers-reduced-motion: reduce) {
  * { transition: none !important; animation: none !important; }
}
`;
