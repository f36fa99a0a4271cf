/** The small invented plan that a newcomer sends to Waymark: a Word file, with a doubt and a lead nobody is linked to. */
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';

export const WORD_PLAN_NAME = 'Front door plan.docx';

const HEADINGS = ['Ref', 'Theme', 'Milestone', 'By when', 'Who', 'Remarks'];

/**
 * The file as bytes. `today` (YYYY-MM-DD) is the day from which it is dated: two milestones are due on the last weekday
 * on or before it, one nine days later, and one on a day that no calendar has.
 */
export function wordPlan(today) {
  const due = lastWeekday(today);
  const rows = [
    HEADINGS,
    ['FD 1', 'Front door', 'Publish the guidance', inWords(daysAfter(due, 9)), 'Rowan Adeyemi', 'On track'],
    ['FD 2', 'Front door', 'Brief every school', `31st September ${due.getUTCFullYear() + 1}`, 'Delroy Fontaine', ''],
    ['FD 3', 'Front door', 'Check ten decisions a month', inWords(due), 'Rowan Adeyemi', ''],
    ['FD 4', 'Front door', 'Agree a form for partners', inWords(due), 'Ines Valadares', ''],
  ];
  const cell = (text) => new TableCell({ children: [new Paragraph(text)] });
  const table = new Table({ rows: rows.map((cells) => new TableRow({ children: cells.map(cell) })) });
  return Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('Front door plan'), table] }] }));
}

/** Bank holidays are of no matter here: what is due on one is asked for like what was due before it. */
function lastWeekday(today) {
  const day = new Date(`${today}T00:00:00Z`);
  const since = { 0: 2, 6: 1 }[day.getUTCDay()] ?? 0;
  return daysAfter(day, -since);
}

function daysAfter(day, days) {
  return new Date(day.getTime() + days * 86_400_000);
}

/** "18 November 2026". */
function inWords(day) {
  return day.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}
