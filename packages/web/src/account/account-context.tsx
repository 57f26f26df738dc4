import { createContext, type ReactNode, useContext } from 'react';

/** Who is signed in, and the way out. */
interface SignedInAccount {
  username: string;
  signOut: () => void;
}

const AccountContext = createContext<SignedInAccount | null>(null);

/** Tells everything below who is signed in. */
export function AccountProvider({ account, children }: { account: SignedInAccount; children: ReactNode }) {
  return <AccountContext value={account}>{children}</AccountContext>;
}

/** The signed-in account. */
export function useAccount(): SignedInAccount {
  const account = useContext(AccountContext);
  if (!account) throw new Error('useAccount is called outside of AccountProvider.');
  return account;
}
