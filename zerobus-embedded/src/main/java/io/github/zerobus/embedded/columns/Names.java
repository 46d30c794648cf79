package io.github.zerobus.embedded.columns;

/** Names of fields in messages. A client chooses them, so they are truncated and escaped. */
final class Names {

    private static final int MAX = 64;

    private Names() {}

    static String shown(String name) {
        String shown = name.codePoints()
                .limit(MAX)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return name.length() > MAX ? shown + "..." : shown;
    }

    static String quoted(String name) {
        return "'" + shown(name) + "'";
    }
}
