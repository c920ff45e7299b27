import type { ProviderTrouble } from '../../app/environment/environment.ts';
import type { Asked, Demand } from '../../app/identity/provider-behaviour.ts';
import type { SignInPage } from '../../app/identity/sign-in-route.ts';

/** Whether a page's request gets through to it. One that does not hangs, is cut, or is explained. */
export type Admission =
  | { readonly type: 'loads' }
  | { readonly type: 'hangs' }
  | { readonly type: 'cut' }
  | { readonly type: 'explained'; readonly summary: string; readonly advice: string };

/** How the provider behaves now; asked anew for each page, so that an edited environment counts at once. */
export type Behaviour = {
  /** `state`: that of the authorization request which the page belongs to. */
  admit(page: SignInPage, state: string | undefined): Promise<Admission>;
  trouble(): ProviderTrouble;
  /** Whom it lets in without a question; `undefined`: it asks. */
  silentPerson(demand: Demand): string | undefined;
  asked(personId: string, demand: Demand): readonly Asked[];
  refusal(personId: string): 'locked' | 'denied' | undefined;
  isSecondStepRefused(): boolean;
  /** When the person last gave credentials, in milliseconds of real time. */
  authenticatedSince(personId: string, asked: readonly Asked[]): number;
  /** The provider let somebody in. */
  signedIn(personId: string, asked: readonly Asked[]): Promise<void>;
  /** Begins a refresh of the identity; answers where the browser goes on. Throws a `Refusal`. */
  refreshIdentity(): Promise<string>;
};
