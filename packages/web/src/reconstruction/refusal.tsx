import './refusal.css';

/** Why something was not done, in the server's words, read aloud at once. */
export function Refusal({ message }: { message: string | null }) {
  return (
    message !== null && (
      <p className="refusal" role="alert" data-testid="refusal">
        {message}
      </p>
    )
  );
}
