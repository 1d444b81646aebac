/** Derives anew only when an input is another object than last time; the store hands out an unchanged list as the same object. */
export function derived<I extends readonly object[], O>(derive: (...inputs: I) => O): (...inputs: I) => O {
  let last: { readonly inputs: I; readonly output: O } | null = null;
  return (...inputs) => {
    const known = last?.inputs.every((input, n) => input === inputs[n]) === true ? last : { inputs, output: derive(...inputs) };
    last = known;
    return known.output;
  };
}
