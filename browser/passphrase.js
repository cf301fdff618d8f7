// A passphrase that nobody guesses: six groups of two syllables, 74 bits, to be read out and written down.
const CONSONANTS = "bdfghklmnprstvz";
const VOWELS = "aeiou";
const GROUPS = 6;

export const SHORTEST = 12;

export function proposal() {
  return Array.from({ length: GROUPS }, () => syllable() + syllable()).join(" ");
}

const syllable = () => oneOf(CONSONANTS) + oneOf(VOWELS);

/** Each letter as likely as the others: a byte past the last whole round is drawn again. */
function oneOf(letters) {
  const [byte] = crypto.getRandomValues(new Uint8Array(1));
  return byte < 256 - (256 % letters.length) ? letters[byte % letters.length] : oneOf(letters);
}
