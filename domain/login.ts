/** A login: one credential on one portal, the thing that can be locked out. */
import { z } from 'zod';

export const credentialsSchema = z.object({
  username: z.string().min(1),
  password: z.string().min(1),
  /** Challenge question, as the portal prints it, to its answer. */
  answers: z.record(z.string(), z.string()).default({}),
});
export type Credentials = z.infer<typeof credentialsSchema>;

export interface Login {
  readonly id: string;
  readonly portal: string;
  readonly label: string;
  readonly providerNpi: string | null;
  readonly pausedCode: string | null;
  readonly rejectedSubmits: number;
  readonly unseenSubmits: number;
  readonly submitBudget: number;
  readonly signIns: number;
}

/** Every text of the credentials that no screenshot, log or message may show. */
export const secretTexts = (credentials: Credentials): string[] => [
  credentials.password,
  ...Object.values(credentials.answers),
];
