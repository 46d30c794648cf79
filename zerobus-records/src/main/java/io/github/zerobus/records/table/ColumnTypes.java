package io.github.zerobus.records.table;

import io.github.zerobus.records.table.TableColumn.DataType;
import io.github.zerobus.records.table.TableColumn.Decimal;
import io.github.zerobus.records.table.TableColumn.ListType;
import io.github.zerobus.records.table.TableColumn.MapType;
import io.github.zerobus.records.table.TableColumn.Scalar;
import io.github.zerobus.records.table.TableColumn.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads types of columns as SQL writes them. */
public final class ColumnTypes {

    /** Deeper types are refused, so that a long text cannot exhaust the stack. */
    private static final int MAX_DEPTH = 64;

    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("BYTE", "TINYINT"),
            Map.entry("SHORT", "SMALLINT"),
            Map.entry("INTEGER", "INT"),
            Map.entry("LONG", "BIGINT"),
            Map.entry("REAL", "FLOAT"),
            Map.entry("BOOL", "BOOLEAN"),
            Map.entry("CHAR", "STRING"),
            Map.entry("VARCHAR", "STRING"),
            Map.entry("TIMESTAMP_LTZ", "TIMESTAMP"));

    private final String text;
    private int position;
    private int depth;

    private ColumnTypes(String text) {
        this.text = text;
    }

    /**
     * Reads a type. Synonyms have one name: {@code LONG} is BIGINT, {@code VARCHAR(20)} is STRING.
     *
     * @param text such as {@code array<struct<id:bigint,name:string>>}, in upper or lower case
     * @return the type; a {@link Scalar} with its name if it is not known
     * @throws IllegalArgumentException if the text is not a type; the message has the position
     */
    public static DataType parse(String text) {
        ColumnTypes types = new ColumnTypes(text);
        DataType type = types.type();
        if (types.peek() != 0) {
            throw types.unexpected();
        }
        return type;
    }

    private DataType type() {
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException("the type is nested more than " + MAX_DEPTH + " levels deep");
        }
        String word = word().toUpperCase(Locale.ROOT);
        DataType type = switch (word) {
            case "ARRAY" -> array();
            case "MAP" -> map();
            case "STRUCT" -> struct();
            case "DECIMAL", "DEC", "NUMERIC" -> decimal();
            default -> scalar(word);
        };
        depth--;
        return type;
    }

    private DataType array() {
        expect('<');
        DataType element = type();
        expect('>');
        return new ListType(element);
    }

    private DataType map() {
        expect('<');
        DataType key = type();
        expect(',');
        DataType value = type();
        expect('>');
        return new MapType(key, value);
    }

    private DataType struct() {
        expect('<');
        List<TableColumn> fields = new ArrayList<>();
        while (peek() != '>') {
            if (!fields.isEmpty()) {
                expect(',');
            }
            String name = peek() == '`' ? quotedName() : word();
            if (peek() == ':') {
                position++;
            }
            fields.add(new TableColumn(name, type(), isRequired()));
        }
        expect('>');
        return new Struct(fields);
    }

    /** Reads what may follow the type of a field: NOT NULL and a comment. */
    private boolean isRequired() {
        boolean required = false;
        while (Character.isLetter(peek())) {
            switch (word().toUpperCase(Locale.ROOT)) {
                case "NOT" -> required = true;
                case "NULL" -> {}
                case "COMMENT" -> skipText();
                default -> throw unexpected();
            }
        }
        return required;
    }

    private void skipText() {
        char quote = peek();
        if (quote != '\'' && quote != '"') {
            throw unexpected();
        }
        position++;
        while (position < text.length() && text.charAt(position) != quote) {
            position += text.charAt(position) == '\\' ? 2 : 1;
        }
        expect(quote);
    }

    private DataType decimal() {
        if (peek() != '(') {
            return new Decimal(10, 0);
        }
        position++;
        int precision = number();
        int scale = 0;
        if (peek() == ',') {
            position++;
            scale = number();
        }
        expect(')');
        return new Decimal(precision, scale);
    }

    /** Reads a type with one word. The length of a text is dropped, and so is the collation. */
    private DataType scalar(String word) {
        if (peek() == '(') {
            position = Math.max(text.indexOf(')', position), position);
            expect(')');
        }
        if (peek() != 0 && text.regionMatches(true, position, "COLLATE ", 0, 8)) {
            position += 8;
            word();
        }
        return new Scalar(SYNONYMS.getOrDefault(word, word));
    }

    private String quotedName() {
        StringBuilder name = new StringBuilder();
        for (position++; position < text.length(); position++) {
            boolean quote = text.charAt(position) == '`';
            if (quote && !text.startsWith("``", position)) {
                break;
            }
            position += quote ? 1 : 0;
            name.append(text.charAt(position));
        }
        expect('`');
        return name.toString();
    }

    /** Reads a name or keyword: everything up to a space or one of the characters that separate types. */
    private String word() {
        peek();
        int start = position;
        while (position < text.length()
                && "<>(),:`'\"".indexOf(text.charAt(position)) < 0
                && !Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        if (position == start) {
            throw unexpected();
        }
        return text.substring(start, position);
    }

    private int number() {
        String digits = word();
        if (!digits.matches("[0-9]{1,4}")) {
            throw unexpected();
        }
        return Integer.parseInt(digits);
    }

    private void expect(char expected) {
        if (peek() != expected) {
            throw unexpected();
        }
        position++;
    }

    /** Returns the next character that is no space; 0 at the end. */
    private char peek() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position < text.length() ? text.charAt(position) : 0;
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException(
                "the type cannot be read at position " + position + " of " + text.length() + "; write it as in SQL");
    }
}
