import type { Download } from '../api/fetch-project.ts';
import { formatBytes } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { describeDownload } from './describe-download.ts';
import { downloadOrder } from './download-order.ts';
import './download-menu.css';

/** A button with the list of the result files; `onOpen` is called to get new links. */
export function DownloadMenu({ downloads, onOpen }: { downloads: readonly Download[]; onOpen: () => void }) {
  const button = (
    <>
      <Icon name="download" size={18} />
      <span className="download-label">Download</span>
    </>
  );
  return (
    <Menu label="Download" button={button} kind="primary" onOpen={onOpen}>
      <ul className="download-list" data-testid="downloads">
        {downloadOrder(downloads).map(({ name, state, size, link }) => (
          <li key={name}>
            <a href={link} download={name}>
              <span>
                {name}
                <small className="download-purpose">
                  {state === 'Damaged' ? 'Damaged on the server: reconstruct again' : describeDownload(name)}
                </small>
              </span>
              <span>{formatBytes(size)}</span>
            </a>
          </li>
        ))}
      </ul>
    </Menu>
  );
}
