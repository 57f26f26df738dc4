import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { useAccount } from './account-context.tsx';
import './account-menu.css';

/** The signed-in account, with sign-out. */
export function AccountMenu() {
  const { username, signOut } = useAccount();
  return (
    <Menu label={`Account of ${username}`} button={<span className="account-name">{username}</span>}>
      <div className="account-panel">
        <p>
          You are signed in as <strong>{username}</strong>.
        </p>
        <Button onClick={signOut}>Sign out</Button>
      </div>
    </Menu>
  );
}
