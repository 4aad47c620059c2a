/** What all files that a person hands in to be imported share: text or workbook to a table, and refusals with the file's name. */
import { TableRefusal } from '../domain/table.ts';
import { X12Refusal } from '../domain/x12/refusal.ts';
import { decodeText, FileRefusal, type InputFile } from './input-file.ts';
import { readCsv, readWorkbook, type TableRead } from './spreadsheets.ts';

export const formatOf = (content: 'xlsx' | 'text'): 'xlsx' | 'csv' => (content === 'xlsx' ? 'xlsx' : 'csv');

/** @throws FileRefusal when it holds no table. */
export async function tableOf(file: InputFile, content: 'xlsx' | 'text'): Promise<TableRead> {
  if (content === 'xlsx') return readWorkbook(file.bytes, file.fileName);
  const { text, remarks } = textOf(file);
  return { ...readCsv(text, file.fileName), remarks };
}

/** @throws FileRefusal when something in it is no text. */
export function textOf({ bytes, fileName }: InputFile): { text: string; remarks: string[] } {
  const { text, isGuessed } = decodeText(bytes);
  // No database takes it, and no export has it.
  if (text.includes('\0')) throw new FileRefusal(`${fileName} holds a character that is no text; export it again.`);
  const remark = 'The file is not in UTF-8 and was read as Windows-1252; check names with accents.';
  return { text, remarks: isGuessed ? [remark] : [] };
}

/** A refusal of the domain says what is wrong; the file's name is added here. */
export async function refusing<Read>(file: InputFile, read: () => Promise<Read>): Promise<Read> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof X12Refusal || error instanceof TableRefusal)
      throw new FileRefusal(`${file.fileName}: ${error.message}`, { cause: error });
    throw error;
  }
}
