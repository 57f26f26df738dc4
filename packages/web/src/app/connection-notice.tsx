import type { ConnectionState } from '@tiepoint/client';
import { useEffect, useState } from 'react';
import './connection-notice.css';

/** A connection that is restored within this time is not reported. */
const SHOWN_AFTER_MS = 1500;

/** Shows that the page may be outdated while the server is unreachable. */
export function ConnectionNotice({ state }: { state: ConnectionState }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (state === 'reached') return setShown(false);
    const timer = setTimeout(() => setShown(true), SHOWN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <div className="connection-notice" role="status" data-testid="connection">
      {shown && <p>Connection lost; trying again …</p>}
    </div>
  );
}
