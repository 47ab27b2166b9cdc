import { unbrokenParts } from './unbrokenParts'

/** A text whose lines end between words: not within "0.04 MB", "PGD-100" or a date. What is read and copied is the same. */
export function Unbroken({ children }: { readonly children: string }) {
  return unbrokenParts(children).map(({ text, isWhole }, place) =>
    isWhole ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text are told apart by their places alone
      <span key={place} className="unbroken">
        {text}
      </span>
    ) : (
      text
    ),
  )
}
