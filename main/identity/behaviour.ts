import type { ProviderTrouble } from '../../app/environment/environment.ts';
import type { Asked } from '../../app/identity/provider-behaviour.ts';
import type { SignInPage } from '../../app/identity/sign-in-route.ts';

/** Whether a page's request gets through to it; a refused one hangs, or is explained. */
export type Admission =
  | { readonly type: 'loads' }
  | { readonly type: 'hangs' }
  | { readonly type: 'explained'; readonly summary: string; readonly advice: string };

/** How the provider behaves now; asked anew for each page, so that an edited environment counts at once. */
export type Behaviour = {
  admit(page: SignInPage): Promise<Admission>;
  trouble(): ProviderTrouble;
  /** Whom it lets in without a question; `undefined`: it asks. */
  silentPerson(): string | undefined;
  asked(personId: string): readonly Asked[];
  refusal(personId: string): 'locked' | 'denied' | undefined;
  isSecondStepRefused(): boolean;
  /** When the person last gave credentials, in milliseconds of real time. */
  authenticatedSince(personId: string, asked: readonly Asked[]): number;
  /** The provider let somebody in. */
  signedIn(personId: string, asked: readonly Asked[]): Promise<void>;
  /** Begins a refresh of the identity; answers where the browser goes on. Throws a `Refusal`. */
  refreshIdentity(): Promise<string>;
};
