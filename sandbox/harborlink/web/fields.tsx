/** One box of a form in the two builds of the tools: plain inputs with react-select, or Material with sectioned dates. */
import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { DatePicker } from '@mui/x-date-pickers/DatePicker';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import Select from 'react-select';
import type { FieldModel, Generation } from '../model.ts';

interface Given {
  readonly field: FieldModel;
  readonly value: string;
  readonly change: (value: string) => void;
}

export const Field = ({ generation, ...given }: Given & { readonly generation: Generation }) =>
  generation === 'classic' ? <Classic {...given} /> : <Modern {...given} />;

function Classic({ field, value, change }: Given) {
  return (
    <div style={{ margin: '10px 0', maxWidth: 460 }}>
      <label htmlFor={field.id}>
        {field.label}
        {field.isRequired && <span aria-hidden="true"> *</span>}
      </label>
      {field.kind === 'choice' ? (
        <Choice {...{ field, value, change }} />
      ) : (
        <input
          id={field.id}
          value={value}
          placeholder={field.kind === 'date' ? 'MM/DD/YYYY' : ''}
          aria-required={field.isRequired}
          autoComplete="off"
          style={{ display: 'block', width: '100%', padding: 6, boxSizing: 'border-box' }}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </div>
  );
}

/** Class names of the parts start with the field's own: `payer-select__control`, `payer-select__single-value`. */
export function Choice({ field, value, change }: Given) {
  const options = (field.options ?? []).map((each) => ({ value: each, label: each }));
  return (
    <Select
      inputId={field.id}
      classNamePrefix={`${field.key}-select`}
      options={options}
      value={options.find((each) => each.value === value) ?? null}
      onChange={(chosen) => change(chosen?.value ?? '')}
      aria-required={field.isRequired}
    />
  );
}

function Modern({ field, value, change }: Given) {
  if (field.kind === 'date') return <ModernDate {...{ field, value, change }} />;
  if (field.kind === 'choice') {
    return (
      <Autocomplete
        options={[...(field.options ?? [])]}
        value={value === '' ? null : value}
        onChange={(_event, chosen) => change(chosen ?? '')}
        sx={{ my: 1.5, maxWidth: 460 }}
        renderInput={(params) => <TextField {...params} label={field.label} required={field.isRequired} />}
        {...(field.id !== '' && { id: field.id })}
      />
    );
  }
  return (
    <TextField
      id={field.id}
      label={field.label}
      required={field.isRequired}
      value={value}
      autoComplete="off"
      sx={{ my: 1.5, maxWidth: 460, display: 'flex' }}
      onChange={(event) => change(event.target.value)}
    />
  );
}

/** The sections keep a half-typed date to themselves: only a whole one is told. */
function ModernDate({ field, value, change }: Given) {
  const [day, setDay] = useState<Dayjs | null>(() => (value === '' ? null : dayjs(value)));
  return (
    <DatePicker
      label={field.label}
      value={day}
      onChange={(next) => {
        setDay(next);
        change(next?.isValid() ? next.format('MM/DD/YYYY') : '');
      }}
      slotProps={{ textField: { required: field.isRequired, sx: { my: 1.5, maxWidth: 460, display: 'flex' } } }}
    />
  );
}
