import { useCallback, useState } from 'react';
import { useCall, useConnection, useView } from './connection-context.tsx';
import { type SignInEnd, type SignInWay, signIn } from './sign-in.ts';

export type SignInState = {
  readonly isOpen: boolean;
  /** Where to sign in, when the browser let no tab be opened. */
  readonly address: string | undefined;
  readonly end: SignInEnd['outcome'] | undefined;
  /** To be called inside a click. */
  begin(way: SignInWay): void;
  cancel(): void;
};

export function useSignIn(): SignInState {
  const connection = useConnection();
  const call = useCall();
  const { snapshot } = useView();
  const [address, setAddress] = useState<string>();
  const [end, setEnd] = useState<SignInEnd['outcome']>();

  const begin = useCallback(
    (way: SignInWay) => {
      setEnd(undefined);
      setAddress(undefined);
      signIn(connection, way, setAddress)
        .then(({ outcome }) => setEnd(outcome))
        .catch(() => setEnd('abandoned'))
        .finally(() => setAddress(undefined));
    },
    [connection],
  );
  const cancel = useCallback(() => void call('reauth.cancel', {}), [call]);

  return { isOpen: snapshot?.reauth !== undefined, address, end, begin, cancel };
}
