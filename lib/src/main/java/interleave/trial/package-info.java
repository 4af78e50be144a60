/**
 * Running things to learn from them: named parameters such as {@code threads(4)} and the programs run elsewhere.
 *
 * <p>Floor 3. It knows no chart and no kernel.
 */
package interleave.trial;
