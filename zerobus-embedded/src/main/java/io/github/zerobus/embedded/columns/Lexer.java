package io.github.zerobus.embedded.columns;

import io.github.zerobus.embedded.columns.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Splits SQL text into tokens, without blanks and comments. */
final class Lexer {

    private final String source;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line = 1;
    private int lineStart;

    private Lexer(String source, String text) {
        this.source = source;
        this.text = text;
    }

    /**
     * Returns all tokens, the last of which is the end.
     *
     * @param source name of the text in messages
     * @throws IllegalArgumentException if a comment or a quoted text does not end
     */
    static List<Token> tokens(String source, String text) {
        Lexer lexer = new Lexer(source, text);
        while (lexer.position < text.length()) {
            lexer.next();
        }
        lexer.add(Kind.END, "", lexer.position);
        return lexer.tokens;
    }

    private void next() {
        char c = text.charAt(position);
        if (Character.isWhitespace(c) || c == '\uFEFF') {
            advance(position + 1);
        } else if (text.startsWith("--", position)) {
            advance(indexOf("\n", position, text.length()));
        } else if (text.startsWith("/*", position)) {
            advance(endOfComment());
        } else if (c == '`') {
            quoted(Kind.QUOTED, c, "name in backquotes");
        } else if (c == '\'' || c == '"') {
            quoted(Kind.LITERAL, c, "text in quotes");
        } else if (isPart(c)) {
            word();
        } else {
            add(Kind.SYMBOL, String.valueOf(c), position + 1);
        }
    }

    private static boolean isPart(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private void word() {
        int end = position;
        while (end < text.length() && isPart(text.charAt(end))) {
            end++;
        }
        String word = text.substring(position, end);
        add(word.chars().allMatch(Character::isDigit) ? Kind.NUMBER : Kind.WORD, word, end);
    }

    /** Reads up to the closing quote. A quote in the text is doubled, or escaped in a literal. */
    private void quoted(Kind kind, char quote, String name) {
        StringBuilder content = new StringBuilder();
        int end = position + 1;
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean doubled = c == quote && end + 1 < text.length() && text.charAt(end + 1) == quote;
            boolean escaped = c == '\\' && kind == Kind.LITERAL && end + 1 < text.length();
            if (c == quote && !doubled) {
                add(kind, content.toString(), end + 1);
                return;
            }
            content.append(doubled || escaped ? text.charAt(end + 1) : c);
            end += doubled || escaped ? 2 : 1;
        }
        throw unclosed(name);
    }

    /** Comments in slashes and asterisks may contain others. */
    private int endOfComment() {
        int depth = 1;
        int at = position + 2;
        while (depth > 0) {
            int close = text.indexOf("*/", at);
            if (close < 0) {
                throw unclosed("comment");
            }
            int open = indexOf("/*", at, text.length());
            depth += open < close ? 1 : -1;
            at = Math.min(open, close) + 2;
        }
        return at;
    }

    private int indexOf(String searched, int from, int otherwise) {
        int found = text.indexOf(searched, from);
        return found < 0 ? otherwise : found;
    }

    private IllegalArgumentException unclosed(String what) {
        Token start = new Token(Kind.SYMBOL, "", line, position - lineStart + 1);
        return start.error(source, "the " + what + " does not end");
    }

    private void add(Kind kind, String content, int end) {
        tokens.add(new Token(kind, content, line, position - lineStart + 1));
        advance(end);
    }

    private void advance(int end) {
        for (int i = position; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        position = end;
    }
}
