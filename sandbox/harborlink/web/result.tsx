/** What a tool shows in the end: alerts, panels of facts, tables, a list, or patients to choose from. */
import Alert from '@mui/material/Alert';
import Breadcrumbs from '@mui/material/Breadcrumbs';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import type { ResultModel } from '../model.ts';
import { List, LineTable, PlainTable } from './tables.tsx';

interface Given {
  readonly result: ResultModel;
  readonly choose: (ref: string) => void;
}

export function Result({ result, choose }: Given) {
  const { heading, alerts, panels, tables, list, choices, eob, back } = result;
  return (
    <main>
      {back && (
        <Breadcrumbs aria-label="Path">
          <a href={back.href} aria-label={back.label}>
            {back.label}
          </a>
          <span>{heading}</span>
        </Breadcrumbs>
      )}
      <h1>{heading}</h1>
      {panels.map((panel) => (
        <Paper key={panel.title} variant="outlined" sx={{ p: 2, my: 1.5 }}>
          <h2 style={{ fontSize: 16, margin: 0 }}>{panel.title}</h2>
          <div style={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: 12 }}>
            {panel.facts.map(({ label, value }) => (
              <div key={label} data-testid={`test${label}Panel`}>
                <div className="fact-label" style={{ fontSize: 12, color: '#51707a' }}>
                  {label}
                </div>
                <div className="fact-value">{value}</div>
              </div>
            ))}
          </div>
        </Paper>
      ))}
      {tables.map((table) =>
        table.details ? <LineTable key={table.title} table={table} /> : <PlainTable key={table.title} table={table} />,
      )}
      {list && (
        <List
          table={list}
          opener={list.columns.find(({ key }) => /^claim ?number$/i.test(key))?.key ?? ''}
          open={(ref) => location.assign(`${list.opens}?ref=${ref}`)}
        />
      )}
      {choices && (
        <List
          table={choices}
          opener={choices.columns.find(({ key }) => key === 'Patient ID')?.key ?? ''}
          open={choose}
        />
      )}
      {eob && <Eob {...eob} />}
      {alerts.map(({ severity, lines }) => (
        <Alert key={lines.join()} severity={severity} sx={{ my: 1 }}>
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Alert>
      ))}
    </main>
  );
}

/** The five ways in which portals hand out a PDF. */
function Eob({ label, href, form }: NonNullable<ResultModel['eob']>) {
  if (form === 'attachment') return <a href={href}>{label}</a>;
  if (form === 'attachment-new-window' || form === 'inline')
    return (
      <a href={href} target="_blank" rel="opener">
        {label}
      </a>
    );
  const fetched = async (): Promise<string> => URL.createObjectURL(await (await fetch(href)).blob());
  const press = async (): Promise<void> => {
    const url = await fetched();
    if (form === 'blob-window') return void window.open(url);
    const link = Object.assign(document.createElement('a'), { href: url, download: href.split('/').at(-1) ?? '' });
    link.click();
  };
  return (
    <Button variant="outlined" onClick={() => void press()}>
      {label}
    </Button>
  );
}
