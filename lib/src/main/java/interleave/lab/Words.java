package interleave.lab;

/** Small work on sentences. */
final class Words {

    private Words() {}

    /** Returns the text with a capital letter in front, unless it begins with a name that has none, such as {@code pool-1}. */
    static String capital(String text) {
        int end = text.indexOf(' ');
        var first = end < 0 ? text : text.substring(0, end);
        return !first.isEmpty() && first.chars().allMatch(Character::isLowerCase)
                ? Character.toUpperCase(text.charAt(0)) + text.substring(1)
                : text;
    }
}
