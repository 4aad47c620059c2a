/** The shell's pages before somebody is signed in. */
import { type FormEvent, useState } from 'react';
import type { Answer, ShellModel } from '../model.ts';
import { call } from './call.ts';
import { Column } from './parts.tsx';

interface Given {
  readonly model: ShellModel;
  readonly took: (answer: Answer) => void;
}

/** A call of a form, and what the server found wrong with it. */
function useForm(took: (answer: Answer) => void) {
  const [errors, setErrors] = useState<readonly string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const send = async (event: FormEvent, name: string, body: object): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = await call(name, body);
    setBusy(false);
    setErrors(answer.errors ?? []);
    took(answer);
  };
  return { errors, isBusy, send };
}

const Errors = ({ errors }: { readonly errors: readonly string[] }) =>
  errors.length === 0 ? null : (
    <div role="alert" style={{ border: '1px solid #b3261e', padding: 8 }}>
      <ul>
        {errors.map((error) => (
          <li key={error}>{error}</li>
        ))}
      </ul>
    </div>
  );

function Box({
  label,
  id,
  value,
  change,
  type = 'text',
}: {
  label: string;
  id: string;
  value: string;
  change: (value: string) => void;
  type?: string;
}) {
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <br />
      <input
        id={id}
        type={type}
        value={value}
        autoComplete="off"
        aria-required="true"
        onChange={(event) => change(event.target.value)}
      />
    </div>
  );
}

export function SignIn({ model: { words, ids }, took }: Given) {
  const [userId, setUserId] = useState('');
  const [password, setPassword] = useState('');
  const { errors, isBusy, send } = useForm(took);
  return (
    <main>
      <h1>Welcome to Harborlink</h1>
      <form onSubmit={(event) => void send(event, 'sign-in', { userId, password })}>
        <Column>
          <Errors errors={errors} />
          <Box label={words['User ID'] ?? ''} id={ids['userId'] ?? ''} value={userId} change={setUserId} />
          <Box
            label={words['Password'] ?? ''}
            id={ids['password'] ?? ''}
            value={password}
            change={setPassword}
            type="password"
          />
          <button type="submit" id={ids['loginFormSubmit']} disabled={isBusy}>
            {words['Sign in']}
          </button>
        </Column>
      </form>
      <p>Your user ID is locked after several incorrect passwords.</p>
    </main>
  );
}

export function Verify({ model: { words, ids, isUnusualTime }, took }: Given) {
  const [code, setCode] = useState('');
  const [isBackup, setBackup] = useState(false);
  const { errors, isBusy, send } = useForm(took);
  const label = isBackup ? 'Backup code' : (words['Six-digit code'] ?? '');
  return (
    <main>
      <h1>Two-step verification</h1>
      <p>
        {isUnusualTime
          ? 'You are signing in at an unusual time.'
          : 'You are signing in from a browser that we do not know.'}
      </p>
      <form onSubmit={(event) => void send(event, 'verify', { code, isBackup })}>
        <Column>
          <Errors errors={errors} />
          <Box
            label={label}
            id={isBackup ? 'backupCode' : (ids['verificationCode'] ?? '')}
            value={code}
            change={setCode}
          />
          <button type="submit" id={ids['verifySubmit']} disabled={isBusy}>
            {words['Verify']}
          </button>
          <button
            type="button"
            onClick={() => {
              setBackup(!isBackup);
              setCode('');
            }}
          >
            {isBackup ? 'Use the authenticator' : 'Use a backup code'}
          </button>
        </Column>
      </form>
    </main>
  );
}

/** What must be done before going on; none of it is a robot's to do. */
export const Standing = ({ view }: { readonly view: 'password-expired' | 'terms' }) =>
  view === 'terms' ? (
    <main>
      <h1>Terms of Use</h1>
      <p>The Terms of Use have changed. Read and accept them to continue.</p>
      <button type="button">I accept</button>
    </main>
  ) : (
    <main>
      <h1>Change your password</h1>
      <p>Your password has expired. Choose a new password to continue.</p>
      <label htmlFor="newPassword">New password</label> <input id="newPassword" type="password" />
      <button type="button">Save</button>
    </main>
  );
