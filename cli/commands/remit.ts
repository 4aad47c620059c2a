/** `claimwright remit read|post|write`: paper EOBs and 835 files. */
import { Command } from 'commander';

// OCR and PDF are loaded by the command that needs them: every other one starts faster without.
const readFiles = async (files: string[], options: { json?: boolean }) =>
  (await import('../remit/read.ts')).readFiles(files, options);
const postFiles = async (files: string[], options: { json?: boolean }) =>
  (await import('../remit/post.ts')).postFiles(files, options);
const writeFile835 = async (file: string) => (await import('../remit/write.ts')).writeFile835(file);

export const remitCommand = (): Command =>
  new Command('remit')
    .description('Read, post and write remittances: paper EOBs (PDF, TIFF, PNG, JPEG) and 835 files')
    .addCommand(
      new Command('read')
        .description('print what the files say; stores nothing')
        .argument('<file...>', 'EOB scans or 835 files')
        .option('--json', 'print remittance/1 JSON: one document, or an array for several files')
        .addHelpText(
          'after',
          '\nExits with 0 when all of it could post, 1 when something would go to review, 2 when a file cannot be read.' +
            '\n\nExamples:\n  claimwright remit read eob.pdf\n  claimwright remit read *.tif batch.835 --json',
        )
        .action(readFiles),
    )
    .addCommand(
      new Command('post')
        .description('post what is certain to the cent; the rest waits for a person in the review app')
        .argument('<file...>', 'EOB scans or 835 files; the same file twice changes nothing')
        .option('--json', 'print one JSON document')
        .addHelpText(
          'after',
          '\nExamples:\n  claimwright remit post batch-1120.835\n  claimwright remit post scans/*.pdf',
        )
        .action(postFiles),
    )
    .addCommand(
      new Command('write')
        .description('print a balanced remittance/1 document as an 835; an unbalanced one is refused')
        .argument('<file>', 'what "remit read FILE --json" printed')
        .addHelpText(
          'after',
          '\nExample:\n  claimwright remit read eob.pdf --json > eob.json\n  claimwright remit write eob.json > eob.835',
        )
        .action(writeFile835),
    );
