package io.github.zerobus.embedded.columns;

import io.github.zerobus.embedded.columns.Token.Kind;
import java.util.List;

/** A cursor over tokens. Not thread-safe. */
final class Tokens {

    private final String source;
    private final List<Token> tokens;
    private int position;

    Tokens(String source, String text) {
        this.source = source;
        this.tokens = Lexer.tokens(source, text);
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(position + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        position++;
        return token;
    }

    boolean atEnd() {
        return peek().kind() == Kind.END;
    }

    /** Takes the next tokens if they are these words. */
    boolean accept(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).isWord(words[i])) {
                return false;
            }
        }
        position += words.length;
        return true;
    }

    boolean acceptSymbol(String symbol) {
        if (!peek().isSymbol(symbol)) {
            return false;
        }
        position++;
        return true;
    }

    void expectSymbol(String symbol, String where) {
        if (!acceptSymbol(symbol)) {
            throw error("expected '" + symbol + "' " + where + " but found " + peek().shown());
        }
    }

    Token expectName(String what) {
        if (!peek().isName() || peek().text().isEmpty()) {
            throw error("expected " + what + " but found " + peek().shown());
        }
        return next();
    }

    /** Skips up to a comma or a closing parenthesis that belongs to the present level, or to the end of a statement. */
    void skipItem() {
        int depth = 0;
        while (!atEnd() && !peek().isSymbol(";")) {
            if (depth == 0 && (peek().isSymbol(",") || peek().isSymbol(")"))) {
                return;
            }
            Token token = next();
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
        }
    }

    /** Skips the rest of a statement. */
    void skipStatement() {
        while (!atEnd() && !peek().isSymbol(";")) {
            position++;
        }
    }

    IllegalArgumentException error(String problem) {
        return error(peek(), problem);
    }

    IllegalArgumentException error(Token token, String problem) {
        return token.error(source, problem);
    }
}
