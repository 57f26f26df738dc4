import { SignInForm } from '../account/sign-in-form.tsx';
import type { Credentials } from '../api/open-api.ts';
import { Notice } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import './sign-in-page.css';

interface SignInPageProps {
  /** Whether the server has just refused the credentials. */
  refused: boolean;
  onCredentials: (credentials: Credentials) => void;
}

/** Signs in by email and password, by the link that the server printed, or by its key and token. */
export function SignInPage({ refused, onCredentials }: SignInPageProps) {
  return (
    <>
      <title>Sign in – Tiepoint</title>
      <PageHeader />
      <main className="column sign-in-page">
        <h1>Open your projects</h1>
        {refused && (
          <Notice tone="bad">
            <p>The server rejects this key and token.</p>
          </Notice>
        )}
        <SignInForm onSubmit={onCredentials} />
        <p>
          On the machine that runs Tiepoint, the link that <code>tiepoint serve</code> or{' '}
          <code>tiepoint demo</code> printed opens them without a password.
        </p>
      </main>
    </>
  );
}
