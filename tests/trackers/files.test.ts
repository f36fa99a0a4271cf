/** The same trackers out of Word and Excel: their tables are found, and read as what they are. */
import { describe, expect, it } from 'vitest';
import { documents } from '../../bot/documents/documents.js';
import { civilDate } from '../../bot/domain/dates.js';
import { DEFAULT_KEY } from '../../bot/domain/policy.js';
import { isRefused, type PlanFile, type PlanReading } from '../../bot/domain/read-plan.js';

const tracker = { kind: null, board: 'Scrutiny Panel', meeting: null, asAt: civilDate('2026-11-18') };
const READING: PlanReading = { knownNames: [], period: null, yearStarts: 4, key: DEFAULT_KEY, columns: [], tracker };

async function read(bytes: Uint8Array): Promise<PlanFile> {
  const found = await documents.readPlan(bytes, READING);
  if (isRefused(found)) throw new Error(found.refused);
  return found;
}

describe('a tracker', () => {
  it('of risks in a workbook is a list of risks', async () => {
    const { default: Excel } = await import('exceljs');
    const book = new Excel.Workbook();
    book.addWorksheet('Risks').addRows([
      ['Risk', 'Description', 'Level of Risk'],
      ['Pay award', 'It may exceed two per cent', 'High'],
      ['Energy', 'Contracts end in the summer', 'Low'],
    ]);
    const file = await read(new Uint8Array(await book.xlsx.writeBuffer()));
    expect(file.tracker).toMatchObject({ kind: 'risks' });
    expect(file.rows.map(({ text, declared }) => [text, declared])).toEqual([
      ['Pay award: It may exceed two per cent', 'red'],
      ['Energy: Contracts end in the summer', 'green'],
    ]);
  });

  it('of matters in a Word file is a schedule of matters, its dates carried down', async () => {
    const { Document, Packer, Paragraph, Table, TableCell, TableRow } = await import('docx');
    const rows = [
      ['Date of Meeting', 'Subject', 'Lead Member or Officer', 'Current Position'],
      ['9 June 2026', 'Parking', 'Ann Lee', 'Waits for a survey.'],
      ['', 'Signs', 'tbc', ''],
    ].map((cells) => {
      return new TableRow({ children: cells.map((words) => new TableCell({ children: [new Paragraph(words)] })) });
    });
    const file = await read(
      new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children: [new Table({ rows })] }] }))),
    );
    expect(file.tracker).toMatchObject({ kind: 'matters', board: 'Scrutiny Panel' });
    expect(file.rows.map(({ text, raisedOn, leads }) => [text, raisedOn, leads.length])).toEqual([
      ['Parking', '2026-06-09', 1],
      ['Signs', '2026-06-09', 0],
    ]);
  });
});
