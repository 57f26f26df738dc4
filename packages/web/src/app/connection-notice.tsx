import type { ConnectionState } from '@tiepoint/client';
import { useEffect, useState } from 'react';
import './connection-notice.css';

/** A connection that is taken up again within this time is not worth a word. */
const SHOWN_AFTER_MS = 1500;

/** Says quietly that what is shown may be old, as long as the server does not answer. */
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
