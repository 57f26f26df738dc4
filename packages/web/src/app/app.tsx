import type { ConnectionState } from '@tiepoint/client';
import { useEffect, useMemo, useState } from 'react';
import { AccountProvider } from '../account/account-context.tsx';
import { forgetCredentials, keepCredentials, takeCredentials } from '../account/credentials.ts';
import { ApiProvider } from '../api/api-context.tsx';
import { type Credentials, openApi } from '../api/open-api.ts';
import { revokeOwnToken } from '../api/sign-in.ts';
import { useQuery } from '../api/use-query.ts';
import { MissingPage } from '../pages/missing-page.tsx';
import { ProjectPage } from '../pages/project-page.tsx';
import { ProjectsPage } from '../pages/projects-page.tsx';
import { ReportPage } from '../pages/report-page.tsx';
import { SignInPage } from '../pages/sign-in-page.tsx';
import { projectIdFromPath, reportIdFromPath } from '../projects/project-path.ts';
import { Button } from '../ui/button.tsx';
import { navigate, useAddress } from '../ui/navigation.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ConnectionNotice } from './connection-notice.tsx';

/** The whole web page: the signed-in account, and the page for the address. */
export function App() {
  const [credentials, setCredentials] = useState(takeCredentials);
  useEffect(() => {
    // A link with credentials, opened in an open page, changes only the fragment.
    const take = () => setCredentials(takeCredentials());
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  const signIn = (given: Credentials) => {
    keepCredentials(given);
    setCredentials(given);
  };
  if (!credentials) return <SignInPage refused={false} onCredentials={signIn} />;
  const signOut = () => {
    forgetCredentials();
    setCredentials(null);
    navigate('/');
  };
  return <SignedIn credentials={credentials} onCredentials={signIn} onSignOut={signOut} />;
}

interface SignedInProps {
  credentials: Credentials;
  onCredentials: (given: Credentials) => void;
  onSignOut: () => void;
}

function SignedIn({ credentials, onCredentials, onSignOut }: SignedInProps) {
  const [connection, setConnection] = useState<ConnectionState>('reached');
  const api = useMemo(() => openApi(credentials, setConnection), [credentials]);
  const { data, error, refresh } = useQuery(`${credentials.key} ${credentials.token}`, {
    load: api.greet,
  });
  const refused = data !== undefined && data.username === undefined;
  useEffect(() => {
    if (refused) forgetCredentials();
  }, [refused]);
  if (refused) return <SignInPage refused onCredentials={onCredentials} />;
  if (data?.username === undefined) {
    return (
      <>
        <PageHeader />
        {error && (
          <main className="column">
            <Notice tone="bad">
              <p>{error.message}</p>
              <Button onClick={refresh}>Try again</Button>
            </Notice>
          </main>
        )}
      </>
    );
  }
  const signOut = () => {
    // Signing out works even when the server can't be reached.
    revokeOwnToken(api, credentials).catch(() => {});
    onSignOut();
  };
  return (
    <ApiProvider api={api}>
      <AccountProvider account={{ username: data.username, signOut }}>
        <CurrentPage />
        <ConnectionNotice state={connection} />
      </AccountProvider>
    </ApiProvider>
  );
}

function CurrentPage() {
  const { pathname } = useAddress();
  const id = projectIdFromPath(pathname);
  if (id !== null) return <ProjectPage id={id} key={id} />;
  const reportId = reportIdFromPath(pathname);
  if (reportId !== null) return <ReportPage id={reportId} key={reportId} />;
  if (pathname === '/') return <ProjectsPage />;
  return <MissingPage what="There is no page at this address." />;
}
