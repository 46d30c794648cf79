package io.github.zerobus.embedded.columns;

/**
 * A token of SQL text.
 *
 * @param kind what it is
 * @param text its text; without quotes and their escapes for a quoted name
 * @param line its line, from 1
 * @param column position of its first character in the line, from 1
 */
record Token(Kind kind, String text, int line, int column) {

    enum Kind {
        /** A keyword, a name or a type. */
        WORD,
        /** A name in backquotes. */
        QUOTED,
        NUMBER,
        /** A literal in single or double quotes. */
        LITERAL,
        /** One other character. */
        SYMBOL,
        END
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /** The token in a message. */
    String shown() {
        return kind == Kind.END ? "the end of the text" : Names.quoted(text);
    }

    /** An error at this token, with its place. */
    IllegalArgumentException error(String source, String problem) {
        return new IllegalArgumentException(source + ", line " + line + ", column " + column + ": " + problem);
    }
}
