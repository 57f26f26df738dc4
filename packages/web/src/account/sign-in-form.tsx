import { type SubmitEvent, useState } from 'react';
import type { Credentials } from '../api/open-api.ts';
import { signInByPassword } from '../api/sign-in.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { credentialsFromFragment } from './credentials.ts';
import './sign-in-form.css';

interface SignInFormProps {
  onSubmit: (credentials: Credentials) => void;
}

/** Asks for email and password, or for the key and the token that the server printed. */
export function SignInForm({ onSubmit }: SignInFormProps) {
  const [byKey, setByKey] = useState(false);
  return (
    <>
      {byKey ? <KeyForm onSubmit={onSubmit} /> : <PasswordForm onSubmit={onSubmit} />}
      <Button kind="quiet" onClick={() => setByKey(!byKey)} data-testid="other-way">
        {byKey ? 'Use email and password instead' : 'Use a key and a token instead'}
      </Button>
    </>
  );
}

function PasswordForm({ onSubmit }: SignInFormProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(undefined);
    try {
      const credentials = await signInByPassword(textOf(fields, 'email'), textOf(fields, 'password'));
      if (credentials) onSubmit(credentials);
      else setProblem('The email or the password is wrong.');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="sign-in-form" onSubmit={(event) => void submit(event)} data-testid="sign-in">
      {problem && (
        <Notice tone="bad">
          <p>{problem}</p>
        </Notice>
      )}
      <Proof name="email" label="Email" type="email" autoComplete="username" />
      <Proof name="password" label="Password" type="password" autoComplete="current-password" />
      <Button type="submit" kind="primary" disabled={busy}>
        Sign in
      </Button>
    </form>
  );
}

function KeyForm({ onSubmit }: SignInFormProps) {
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const given = new URLSearchParams({ key: textOf(fields, 'key'), token: textOf(fields, 'token') });
    const credentials = credentialsFromFragment(given.toString());
    if (credentials) onSubmit(credentials);
  };
  return (
    <form className="sign-in-form" onSubmit={submit} data-testid="sign-in-by-key">
      <Proof name="key" label="Key" type="text" autoComplete="off" />
      <Proof name="token" label="Token" type="password" autoComplete="off" />
      <Button type="submit" kind="primary">
        Open
      </Button>
    </form>
  );
}

interface ProofProps {
  name: string;
  label: string;
  type: 'email' | 'password' | 'text';
  autoComplete: string;
}

function Proof({ label, ...input }: ProofProps) {
  return (
    <Field label={label}>
      <input {...input} autoCapitalize="off" spellCheck={false} required />
    </Field>
  );
}

function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}
