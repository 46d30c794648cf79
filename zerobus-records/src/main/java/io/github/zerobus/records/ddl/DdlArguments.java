package io.github.zerobus.records.ddl;

import java.io.File;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of the command.
 *
 * @param type name of the class
 * @param table name of the table; null for one that is derived from the class
 * @param naming name of a constant of FieldNaming
 * @param classPath null for that of this process
 */
record DdlArguments(
        String type,
        @Nullable String table,
        String naming,
        @Nullable String classPath) {

    static final String USAGE = "usage: ddl CLASS [--table NAME] [--naming as-is|snake-case] [--class-path A"
            + File.pathSeparator + "B" + File.pathSeparator + "lib/*]";

    private static final Set<String> NAMINGS = Set.of("AS_IS", "SNAKE_CASE");

    static DdlArguments parse(String... arguments) {
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        if (!rest.hasNext()) {
            throw new IllegalArgumentException("a command is missing");
        }
        String command = rest.next();
        if (!command.equals("ddl")) {
            throw new IllegalArgumentException("'" + command + "' is no command; the only one is ddl");
        }
        return options(rest);
    }

    private static DdlArguments options(Iterator<String> rest) {
        String type = null;
        String table = null;
        String naming = "AS_IS";
        String classPath = null;
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--table" -> table = value(argument, rest);
                case "--naming" -> naming = naming(value(argument, rest));
                case "--class-path", "--classpath", "-cp" -> classPath = value(argument, rest);
                default -> {
                    if (argument.startsWith("-") || type != null) {
                        throw new IllegalArgumentException("'" + argument + "' is not expected");
                    }
                    type = argument;
                }
            }
        }
        if (type == null) {
            throw new IllegalArgumentException("the name of a class is missing");
        }
        return new DdlArguments(type, table, naming, classPath);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    private static String naming(String value) {
        String constant = value.toUpperCase(Locale.ROOT).replace('-', '_');
        if (!NAMINGS.contains(constant)) {
            throw new IllegalArgumentException("--naming is '" + value + "'; it must be as-is or snake-case");
        }
        return constant;
    }
}
