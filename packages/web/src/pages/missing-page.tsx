import { Link } from '../ui/navigation.tsx';
import { PageHeader } from '../ui/page-header.tsx';

/** The page for unknown addresses. */
export function MissingPage({ what }: { what: string }) {
  return (
    <>
      <title>Not found – Tiepoint</title>
      <PageHeader />
      <main className="column" data-testid="missing">
        <h1>Not found</h1>
        <p>{what}</p>
        <p>
          <Link href="/">All projects</Link>
        </p>
      </main>
    </>
  );
}
