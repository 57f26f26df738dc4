import { createContext, type ReactNode, useContext } from 'react';

/** The signed-in account, with sign-out. */
interface SignedInAccount {
  username: string;
  signOut: () => void;
}

const AccountContext = createContext<SignedInAccount | null>(null);

/** Provides the signed-in account to the components below. */
export function AccountProvider({ account, children }: { account: SignedInAccount; children: ReactNode }) {
  return <AccountContext value={account}>{children}</AccountContext>;
}

/** The signed-in account. */
export function useAccount(): SignedInAccount {
  const account = useContext(AccountContext);
  if (!account) throw new Error('useAccount is called outside of AccountProvider.');
  return account;
}
