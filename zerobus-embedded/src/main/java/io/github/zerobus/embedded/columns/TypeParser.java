package io.github.zerobus.embedded.columns;

import io.github.zerobus.embedded.columns.Token.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Parses types of columns. */
final class TypeParser {

    private static final String TYPES = "STRING, BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL, DATE,"
            + " TIMESTAMP, TIMESTAMP_NTZ, BINARY, VARIANT, CHAR, VARCHAR, ARRAY, MAP, STRUCT";
    private static final int MAX_DEPTH = 100;

    private final Tokens tokens;
    private int depth;

    TypeParser(Tokens tokens) {
        this.tokens = tokens;
    }

    ColumnType type(String where) {
        Token name = tokens.peek();
        if (name.kind() != Kind.WORD) {
            throw tokens.error("expected the type " + where + " but found " + name.shown());
        }
        tokens.next();
        if (++depth > MAX_DEPTH) {
            throw tokens.error(name, "types are nested more than " + MAX_DEPTH + " times");
        }
        ColumnType type = type(name, where);
        depth--;
        return type;
    }

    private ColumnType type(Token name, String where) {
        return switch (name.text().toUpperCase(Locale.ROOT)) {
            case "STRING" -> new StringType("STRING", Integer.MAX_VALUE);
            case "BOOLEAN" -> new BooleanType();
            case "TINYINT", "BYTE" -> IntegralType.number("TINYINT", Byte.MIN_VALUE, Byte.MAX_VALUE, n -> (byte) n);
            case "SMALLINT", "SHORT" ->
                IntegralType.number("SMALLINT", Short.MIN_VALUE, Short.MAX_VALUE, n -> (short) n);
            case "INT", "INTEGER" -> IntegralType.number("INT", Integer.MIN_VALUE, Integer.MAX_VALUE, n -> (int) n);
            case "BIGINT", "LONG" -> IntegralType.number("BIGINT", Long.MIN_VALUE, Long.MAX_VALUE, n -> n);
            case "FLOAT", "REAL" -> FloatingType.ofFloat();
            case "DOUBLE" -> FloatingType.ofDouble();
            case "DATE" -> IntegralType.days("DATE", LocalDate::ofEpochDay);
            case "TIMESTAMP", "TIMESTAMP_LTZ" -> IntegralType.microseconds("TIMESTAMP", TypeParser::instant);
            case "TIMESTAMP_NTZ" ->
                IntegralType.microseconds(
                        "TIMESTAMP_NTZ", micros -> LocalDateTime.ofInstant(instant(micros), ZoneOffset.UTC));
            case "BINARY" -> new BinaryType();
            case "VARIANT" -> new VariantType();
            case "DECIMAL", "DEC", "NUMERIC" -> decimal();
            case "CHAR", "CHARACTER" -> text("CHAR");
            case "VARCHAR" -> text("VARCHAR");
            case "ARRAY" -> array(where);
            case "MAP" -> map(where);
            case "STRUCT" -> struct();
            default -> throw tokens.error(name, name.shown() + " is no type of a column; use one of " + TYPES);
        };
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private ColumnType decimal() {
        if (!tokens.acceptSymbol("(")) {
            return new DecimalType(10, 0);
        }
        int precision = number("the precision of DECIMAL", 1, DecimalType.MAX_PRECISION);
        int scale = tokens.acceptSymbol(",") ? number("the scale of DECIMAL", 0, precision) : 0;
        tokens.expectSymbol(")", "after DECIMAL");
        return new DecimalType(precision, scale);
    }

    private ColumnType text(String name) {
        tokens.expectSymbol("(", "and the maximum length after " + name);
        int length = number("the maximum length of " + name, 1, Integer.MAX_VALUE);
        tokens.expectSymbol(")", "after " + name);
        return new StringType(name + "(" + length + ")", length);
    }

    private int number(String what, int min, int max) {
        Token token = tokens.next();
        try {
            int number = Integer.parseInt(token.text());
            if (token.kind() == Kind.NUMBER && number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below.
        }
        throw tokens.error(token, what + " must be a number from " + min + " to " + max + " but is " + token.shown());
    }

    private ColumnType array(String where) {
        tokens.expectSymbol("<", "after ARRAY");
        ColumnType element = type("of the elements " + where);
        tokens.expectSymbol(">", "after the type of the elements");
        return new ArrayType(element);
    }

    private ColumnType map(String where) {
        tokens.expectSymbol("<", "after MAP");
        Token start = tokens.peek();
        ColumnType key = type("of the keys " + where);
        if (!(key instanceof ScalarType scalar) || key instanceof VariantType) {
            throw tokens.error(start, "the keys of a MAP must be text, numbers, times or booleans");
        }
        tokens.expectSymbol(",", "after the type of the keys");
        ColumnType value = type("of the values " + where);
        tokens.expectSymbol(">", "after the type of the values");
        return new MapType(scalar, value);
    }

    private ColumnType struct() {
        tokens.expectSymbol("<", "after STRUCT");
        List<Column> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        do {
            fields.add(field(names));
        } while (tokens.acceptSymbol(","));
        tokens.expectSymbol(">", "or ',' after a field of STRUCT");
        return new StructType(fields);
    }

    private Column field(Set<String> names) {
        Token name = name("a field of STRUCT", names);
        tokens.acceptSymbol(":");
        ColumnType type = type("of field " + name.shown());
        boolean required = tokens.accept("NOT", "NULL");
        if (tokens.accept("COLLATE")) {
            tokens.next();
        }
        if (tokens.accept("COMMENT")) {
            tokens.next();
        }
        return new Column(name.text(), type, required);
    }

    /** Takes a name that differs from the others, regardless of case. */
    Token name(String what, Set<String> names) {
        Token name = tokens.expectName("the name of " + what);
        if (!names.add(name.text().toLowerCase(Locale.ROOT))) {
            throw tokens.error(name, name.shown() + " is declared twice; names must differ in more than case");
        }
        return name;
    }
}
