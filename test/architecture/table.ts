/** The rules of docs/architecture.md as data: who may import what, who owns which package, which exceptions stand. */

/** What may be imported: everything, or types only, which vanish when the program runs. */
export type Reach = 'all' | 'types';

export interface FolderRule {
  /** A path prefix; the longest that fits a file is its folder. `''` is the project's root itself. */
  readonly folder: string;
  /** Other folders (or single files) it may import. */
  readonly may: Readonly<Record<string, Reach>>;
  /** Whether it may use Node's own modules: files, network, processes. */
  readonly node: boolean;
  /** Where that belongs which it must not import. */
  readonly instead: string;
}

export interface PackageRule {
  readonly package: string;
  readonly owners: Readonly<Record<string, Reach>>;
  readonly instead: string;
}

export interface Exception {
  readonly habit: string;
  readonly path: string;
  readonly why: string;
}

export interface Table {
  readonly folders: readonly FolderRule[];
  readonly packages: readonly PackageRule[];
  readonly exceptions: readonly Exception[];
  /** Folders that may import everything and every package. */
  readonly free: readonly string[];
}

const DOORS = 'the outside world belongs in adapters/ and comes in as an argument';

export const TABLE: Table = {
  free: ['test'],
  folders: [
    { folder: 'domain', may: {}, node: false, instead: `domain/ is pure: ${DOORS}` },
    {
      folder: 'selectors',
      may: { domain: 'all' },
      node: false,
      instead: 'selectors/ holds data only: steps belong in flows/',
    },
    { folder: 'flows', may: { domain: 'all', selectors: 'all' }, node: false, instead: `${DOORS} by the Visit` },
    { folder: 'config', may: { domain: 'all' }, node: true, instead: 'config/ only reads settings and registers' },
    {
      folder: 'adapters',
      may: { domain: 'all' },
      node: true,
      instead: 'an adapter takes what it needs as an argument; decisions belong in domain/ or workers/',
    },
    {
      folder: 'review',
      may: { domain: 'all', adapters: 'all' },
      node: true,
      instead: 'what the queue of people and the robots share belongs in domain/',
    },
    {
      folder: 'review/api',
      may: { review: 'all', domain: 'all', adapters: 'all' },
      node: true,
      instead: 'the API shows what review/ decides; running robots belongs in workers/',
    },
    {
      folder: 'review/web',
      may: { 'review/api': 'types' },
      node: false,
      instead: 'the browser gets everything through the API: publish it there',
    },
    {
      folder: 'workers',
      may: { domain: 'all', flows: 'all', adapters: 'all', config: 'all', 'review/items.ts': 'all' },
      node: true,
      instead: 'workers/ only puts parts together',
    },
    {
      folder: 'sandbox',
      may: { domain: 'all' },
      node: true,
      instead: 'a practice portal shares nothing with the robots that visit it',
    },
    {
      folder: 'sandbox/harborlink/web',
      may: { sandbox: 'types' },
      node: false,
      instead: 'the pages of a practice portal get everything from its server: put it into the model',
    },
    {
      folder: 'cli',
      may: {
        domain: 'all',
        adapters: 'all',
        config: 'all',
        review: 'all',
        'review/api': 'all',
        workers: 'all',
        sandbox: 'all',
        flows: 'all',
        selectors: 'types',
      },
      node: true,
      instead: 'commands call what the other folders offer',
    },
    { folder: 'scripts', may: {}, node: true, instead: 'set-up runs before anything is installed: it uses Node alone' },
    { folder: '', may: {}, node: true, instead: 'the root holds settings of tools only' },
  ],
  packages: [
    {
      package: 'zod',
      owners: { domain: 'all', config: 'all', adapters: 'all', 'review/api': 'all', workers: 'all', sandbox: 'all' },
      instead: 'check input where it enters',
    },
    {
      package: 'playwright',
      owners: { adapters: 'all', flows: 'types', selectors: 'types', cli: 'types' },
      instead: 'adapters/browser.ts is the door to browsers; flows get a page',
    },
    { package: '@bull-board/api', owners: { adapters: 'all' }, instead: 'adapters/queue-board.ts shows the queues' },
    { package: 'bullmq', owners: { adapters: 'all' }, instead: 'adapters/queues.ts is the door to the queues' },
    { package: 'ioredis', owners: { adapters: 'all' }, instead: 'adapters/queues.ts is the door to Redis' },
    { package: 'pg', owners: { adapters: 'all' }, instead: 'adapters/database.ts is the door to PostgreSQL' },
    {
      package: '@electric-sql/pglite',
      owners: { adapters: 'all' },
      instead: 'adapters/embedded-pool.ts is the door to the embedded database',
    },
    {
      package: 'pino',
      owners: { adapters: 'all' },
      instead: 'adapters/log.ts is the door to the log, and keeps patient data out of it',
    },
    {
      package: '@node-rs/argon2',
      owners: { adapters: 'all' },
      instead: 'adapters/passwords.ts is the door to password hashes',
    },
    {
      package: '@zxcvbn-ts/core',
      owners: { adapters: 'all' },
      instead: 'adapters/passwords.ts says which passwords are too common',
    },
    {
      package: '@zxcvbn-ts/language-common',
      owners: { adapters: 'all' },
      instead: 'adapters/passwords.ts says which passwords are too common',
    },
    {
      package: 'openid-client',
      owners: { adapters: 'all' },
      instead: 'adapters/identity-provider.ts is the door to single sign-on',
    },
    { package: 'uqr', owners: { adapters: 'all' }, instead: 'adapters/second-factors.ts draws the QR code' },
    {
      package: 'fastify',
      owners: { 'review/api': 'all', sandbox: 'all' },
      instead: 'HTTP is served by review/api/ (and by the practice portals)',
    },
    {
      package: '@fastify/cookie',
      owners: { 'review/api': 'all', sandbox: 'all' },
      instead: 'HTTP is served by review/api/ (and by the practice portals)',
    },
    {
      package: '@simplewebauthn/server',
      owners: { sandbox: 'all' },
      instead: 'a practice portal asks for passkeys; adapters/passkeys.ts answers with them',
    },
    {
      package: '@fastify/formbody',
      owners: { sandbox: 'all' },
      instead: 'only practice portals read forms; the API reads JSON',
    },
    { package: '@fastify/helmet', owners: { 'review/api': 'all' }, instead: 'HTTP is served by review/api/' },
    { package: '@fastify/rate-limit', owners: { 'review/api': 'all' }, instead: 'HTTP is served by review/api/' },
    { package: '@fastify/static', owners: { 'review/api': 'all' }, instead: 'HTTP is served by review/api/' },
    { package: 'csv-parse', owners: { adapters: 'all' }, instead: 'files enter through adapters/' },
    { package: 'read-excel-file', owners: { adapters: 'all' }, instead: 'files enter through adapters/' },
    { package: 'csv-stringify', owners: { adapters: 'all' }, instead: 'files leave through adapters/' },
    { package: 'write-excel-file', owners: { adapters: 'all' }, instead: 'files leave through adapters/' },
    { package: 'chokidar', owners: { adapters: 'all' }, instead: 'files enter through adapters/' },
    { package: 'tesseract.js', owners: { adapters: 'all' }, instead: 'adapters/ocr/ is the door to OCR' },
    { package: 'pdfjs-dist', owners: { adapters: 'all' }, instead: 'adapters/pages/ is the door to PDF files' },
    {
      package: 'sharp',
      owners: { adapters: 'all', sandbox: 'all' },
      instead: 'adapters/pages/ is the door to images (and the sandbox makes bad scans)',
    },
    {
      package: 'otpauth',
      owners: { adapters: 'all' },
      instead: 'adapters/authenticator.ts is the door to authenticator codes',
    },
    { package: 'imapflow', owners: { adapters: 'all' }, instead: 'adapters/mailbox.ts is the door to mailboxes' },
    { package: 'commander', owners: { cli: 'all' }, instead: 'commands and their options belong in cli/' },
    { package: 'cli-table3', owners: { cli: 'all' }, instead: 'printing for a terminal belongs in cli/' },
    { package: 'tsx', owners: { cli: 'all' }, instead: 'only cli/claimwright.mjs starts TypeScript' },
    {
      package: 'react',
      owners: { 'review/web': 'all', 'sandbox/harborlink/web': 'all' },
      instead: 'the browser application belongs in review/web/',
    },
    {
      package: 'react-dom',
      owners: { 'review/web': 'all', 'sandbox/harborlink/web': 'all' },
      instead: 'the browser application belongs in review/web/',
    },
    {
      package: '@mantine/core',
      owners: { 'review/web': 'all' },
      instead: 'the browser application belongs in review/web/',
    },
    {
      package: '@mantine/hooks',
      owners: { 'review/web': 'all' },
      instead: 'the browser application belongs in review/web/',
    },
    {
      package: '@tanstack/react-query',
      owners: { 'review/web': 'all' },
      instead: 'the browser application belongs in review/web/',
    },
    {
      package: '@mui/material',
      owners: { 'sandbox/harborlink/web': 'all' },
      instead: 'the review app is made of @mantine; Material is for the pages of a practice portal',
    },
    {
      package: '@mui/x-date-pickers',
      owners: { 'sandbox/harborlink/web': 'all' },
      instead: 'the review app is made of @mantine; Material is for the pages of a practice portal',
    },
    {
      package: 'react-select',
      owners: { 'sandbox/harborlink/web': 'all' },
      instead: 'the review app is made of @mantine; this is for the pages of a practice portal',
    },
    { package: 'dayjs', owners: { 'sandbox/harborlink/web': 'all' }, instead: 'days belong in domain/dates.ts' },
    {
      package: 'recharts',
      owners: { 'review/web': 'all' },
      instead: 'review/web/report-chart.tsx is the door to charts',
    },
    {
      package: 'openseadragon',
      owners: { 'review/web': 'all' },
      instead: 'review/web/page-canvas.ts is the door to the page viewer',
    },
    {
      package: 'vite',
      owners: { 'review/web': 'all', sandbox: 'all' },
      instead: 'only review/web/ and the pages of a practice portal are bundled',
    },
    { package: '@vitejs/plugin-react', owners: { 'review/web': 'all' }, instead: 'only review/web/ is bundled' },
    { package: 'vitest', owners: { '': 'all' }, instead: 'tests belong in test/' },
  ],
  exceptions: [
    { habit: 'clock', path: 'adapters/clock.ts', why: 'the only place that knows what time it is' },
    { habit: 'environment', path: 'config', why: 'the only reader of the environment' },
    { habit: 'environment', path: 'scripts', why: 'set-up runs before config/ can' },
    { habit: 'selector', path: 'flows/locate.ts', why: 'turns the words of selector files into locators' },
  ],
};
