package io.github.zerobus.embedded.columns;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Parses the columns of a CREATE TABLE statement. */
final class ColumnParser {

    private final Tokens tokens;
    private final TypeParser types;
    private final Set<String> names = new HashSet<>();

    ColumnParser(Tokens tokens) {
        this.tokens = tokens;
        this.types = new TypeParser(tokens);
    }

    /** Parses columns and constraints up to the first token that belongs to neither. */
    List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        do {
            if (atConstraint()) {
                tokens.skipItem();
            } else {
                columns.add(column());
            }
        } while (tokens.acceptSymbol(","));
        if (columns.isEmpty()) {
            throw tokens.error("the table has no columns; declare at least one");
        }
        return columns;
    }

    /** A constraint of the table. Zerobus does not enforce keys. */
    private boolean atConstraint() {
        int word = tokens.peek().isWord("CONSTRAINT") ? 2 : 0;
        Token kind = tokens.peek(word);
        boolean key = (kind.isWord("PRIMARY") || kind.isWord("FOREIGN"))
                && tokens.peek(word + 1).isWord("KEY");
        return key || (word > 0 && kind.isWord("CHECK"));
    }

    private Column column() {
        Token name = types.name("a column", names);
        ColumnType type = types.type("of column " + name.shown());
        boolean required = false;
        while (!tokens.atEnd() && !tokens.peek().isSymbol(",") && !tokens.peek().isSymbol(")")) {
            required |= option(name);
        }
        return new Column(name.text(), type, required);
    }

    /** Takes one option of a column, and returns whether it is NOT NULL. */
    private boolean option(Token name) {
        if (tokens.accept("NOT", "NULL")) {
            return true;
        }
        if (tokens.accept("COMMENT") || tokens.accept("COLLATE")) {
            tokens.next();
        } else if (tokens.peek().isWord("CONSTRAINT")
                || tokens.peek().isWord("PRIMARY")
                || tokens.peek().isWord("FOREIGN")
                || tokens.peek().isWord("REFERENCES")
                || tokens.peek().isWord("MASK")) {
            tokens.skipItem();
        } else if (tokens.peek().isWord("DEFAULT") || tokens.peek().isWord("GENERATED")) {
            throw tokens.error(tokens.peek().shown() + " of column " + name.shown()
                    + " is not supported, since the embedded server computes no values; remove it from this text");
        } else if (!tokens.accept("NULL")) {
            throw tokens.error("expected ',', ')', NOT NULL or COMMENT after column " + name.shown() + " but found "
                    + tokens.peek().shown());
        }
        return false;
    }
}
