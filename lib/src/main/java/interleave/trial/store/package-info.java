/**
 * The learner's own folder: what was found and what was guessed, as JSON.
 *
 * <p>Nothing here changes a file. Every result and every guess is a new file of its own, written whole under another
 * name and then moved, so that two notebooks at once lose nothing and an interrupted write leaves no half. A file that
 * cannot be read is named and left as it is.
 */
package interleave.trial.store;
