/** A tool in its frame: choose organization and payer, fill in the payer's form, wait for the payer, read. */
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { createTheme, ThemeProvider } from '@mui/material/styles';
import { LocalizationProvider } from '@mui/x-date-pickers/LocalizationProvider';
import { AdapterDayjs } from '@mui/x-date-pickers/AdapterDayjs';
import { type ReactNode, useLayoutEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { Answer, FormModel, NoticeModel, ResultModel, ToolModel } from '../model.ts';
import { answerOf, call, readModel } from './call.ts';
import { Field } from './fields.tsx';
import { Notice, Redesigned } from './parts.tsx';
import { Result } from './result.tsx';

function Tool({ model }: { readonly model: ToolModel }) {
  const [result, setResult] = useState<ResultModel | null>(model.result);
  const [notice, setNotice] = useState<NoticeModel | null>(null);
  const [errors, setErrors] = useState<readonly string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const took = async (asked: Promise<Answer>): Promise<void> => {
    setErrors([]);
    setBusy(true);
    const first = await asked;
    const answer = first.transaction ? await answerOf(first.transaction) : first;
    if (answer.notice) return setNotice(answer.notice);
    if (answer.next) return location.reload();
    setErrors(answer.errors ?? []);
    if (answer.result) setResult(answer.result);
    setBusy(false);
  };
  if (notice) return <Notice {...notice} />;
  if (model.isRedesigned) return <Redesigned />;
  const busy = isBusy && (
    <p role="status">
      <CircularProgress size={16} /> We are waiting for the payer to respond.
    </p>
  );
  const failed = errors.length > 0 && (
    <Alert severity="error">
      <ul>
        {errors.map((error) => (
          <li key={error}>{error}</li>
        ))}
      </ul>
    </Alert>
  );
  if (result)
    return (
      <>
        {busy}
        {failed}
        {!isBusy && <Result result={result} choose={(ref) => void took(call('choose', { ref }))} />}
      </>
    );
  return (
    <main>
      <h1>{model.heading}</h1>
      {failed}
      <Context model={model} choose={(payer) => void took(call('context', { tool: model.tool, payer }))} />
      {model.forms.length > 0 && (
        <Forms
          model={model}
          isBusy={isBusy}
          send={(form, values) => void took(call('search', { tool: model.tool, form, values }))}
        />
      )}
      {busy}
      {model.notes.map((note) => (
        <Alert key={note} severity="info" sx={{ my: 1 }}>
          <ul>
            <li>{note}</li>
          </ul>
        </Alert>
      ))}
    </main>
  );
}

/** Organization and payer: choosing a payer loads the tool again, with that payer's form. */
function Context({ model, choose }: { readonly model: ToolModel; readonly choose: (payer: string) => void }) {
  const [organization, setOrganization] = useState(model.organization.value ?? '');
  return (
    <>
      <Field generation={model.generation} field={model.organization} value={organization} change={setOrganization} />
      <Field generation={model.generation} field={model.payer} value={model.payer.value ?? ''} change={choose} />
    </>
  );
}

interface FormsGiven {
  readonly model: ToolModel;
  readonly isBusy: boolean;
  readonly send: (form: number, values: object) => void;
}

function Forms({ model, isBusy, send }: FormsGiven) {
  const [at, setAt] = useState(0);
  const form = model.forms[at]!;
  const names = model.forms.map(({ name }) => name);
  return (
    <>
      {model.searchOption ? (
        <Field
          generation={model.generation}
          field={{
            key: 'searchOption',
            label: model.searchOption.label,
            id: model.searchOption.id,
            kind: 'choice',
            isRequired: true,
            options: names,
          }}
          value={form.name}
          change={(name) => setAt(Math.max(0, names.indexOf(name)))}
        />
      ) : (
        model.tool !== 'eligibility' && (
          <Tabs value={at} onChange={(_event, next: number) => setAt(next)} aria-label="search tabs">
            {names.map((name) => (
              <Tab key={name} label={name} sx={{ textTransform: 'none' }} />
            ))}
          </Tabs>
        )
      )}
      <Boxes key={form.name} model={model} form={form} isBusy={isBusy} send={(values) => send(at, values)} />
    </>
  );
}

function Boxes({
  model,
  form,
  isBusy,
  send,
}: {
  model: ToolModel;
  form: FormModel;
  isBusy: boolean;
  send: (values: object) => void;
}) {
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(form.fields.map(({ key, value = '' }) => [key, value])),
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send(values);
      }}
    >
      {form.fields.map((field) => (
        <Field
          key={field.key}
          generation={model.generation}
          field={field}
          value={values[field.key] ?? ''}
          change={(value) => setValues((before) => ({ ...before, [field.key]: value }))}
        />
      ))}
      <Button type="submit" id={form.submitId} variant="contained" disabled={isBusy} sx={{ textTransform: 'none' }}>
        {form.submit}
      </Button>
    </form>
  );
}

/** The frame is as high as what is in it, at once: a picture of the window shows all of it. */
function Fitted({ children }: { readonly children: ReactNode }) {
  const [inner, setInner] = useState<HTMLDivElement | null>(null);
  useLayoutEffect(() => {
    if (!inner) return undefined;
    const fit = (): void => {
      const frame = window.frameElement as HTMLElement | null;
      if (frame) frame.style.height = `${Math.max(600, inner.scrollHeight + 24)}px`;
    };
    fit();
    const watch = new MutationObserver(fit);
    watch.observe(inner, { childList: true, subtree: true });
    return () => watch.disconnect();
  }, [inner]);
  return (
    <div ref={setInner} style={{ font: '15px/1.5 system-ui, sans-serif', color: '#14323d', padding: 8 }}>
      {children}
    </div>
  );
}

/** Ripples and transitions are of no use to a visitor who measures time. */
const theme = createTheme({
  components: { MuiButtonBase: { defaultProps: { disableRipple: true } } },
  transitions: { create: () => 'none' },
});
createRoot(document.getElementById('root')!).render(
  <ThemeProvider theme={theme}>
    <LocalizationProvider dateAdapter={AdapterDayjs}>
      <Fitted>
        <Tool model={readModel() as ToolModel} />
      </Fitted>
    </LocalizationProvider>
  </ThemeProvider>,
);
