const TO = '(above|below|[A-Z][A-Za-z/&]* ?\\d+(?:\\.\\d+)*|\\d+(?:\\.\\d+)+)';
const POINTER = new RegExp(
  `^(?:(?:please )?(?:see|(?:the )?same as|as)(?: also| per| for| in)? ${TO}|(ditto)(?! \\p{L}))\\b[\\s.]*(.*)$`,
  'isu',
);

/** What a progress text points at instead of saying it: "As above", "See WFD 3.1"; `only` when it says nothing else. */
export function pointerIn(progress: string): { readonly to: string; readonly only: boolean } | null {
  const [, place, ditto, rest] = POINTER.exec(progress) ?? [];
  const to = ditto === undefined ? place : 'above';
  return to === undefined ? null : { to, only: rest === '' };
}
