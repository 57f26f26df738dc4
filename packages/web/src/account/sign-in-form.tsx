import { type SubmitEvent, useId } from 'react';
import type { Credentials } from '../api/graphql-client.ts';
import { Button } from '../ui/button.tsx';
import { credentialsFromFragment } from './credentials.ts';
import './sign-in-form.css';

/** Asks for the key and the token that the server printed. */
export function SignInForm({ onSubmit }: { onSubmit: (credentials: Credentials) => void }) {
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const given = new URLSearchParams({ key: textOf(fields, 'key'), token: textOf(fields, 'token') });
    const credentials = credentialsFromFragment(given.toString());
    if (credentials) onSubmit(credentials);
  };
  return (
    <form className="sign-in-form" onSubmit={submit} data-testid="sign-in">
      <Field name="key" label="Key" />
      <Field name="token" label="Token" secret />
      <Button type="submit" kind="primary">
        Open
      </Button>
    </form>
  );
}

function Field({ name, label, secret = false }: { name: string; label: string; secret?: boolean }) {
  const id = useId();
  return (
    <div className="field">
      <label className="legend" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        name={name}
        type={secret ? 'password' : 'text'}
        autoComplete={secret ? 'current-password' : 'username'}
        autoCapitalize="off"
        spellCheck={false}
        required
      />
    </div>
  );
}

function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}
