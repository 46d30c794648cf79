package io.github.zerobus.records.ddl;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;

/**
 * Prints the {@code CREATE TABLE} statement of a record or bean class:
 *
 * <pre>{@code
 * java -jar zerobus-records.jar ddl com.example.Reading --class-path target/classes:target/dependency/*
 * java -cp 'target/classes:target/dependency/*' io.github.zerobus.records.ddl.DdlCommand ddl com.example.Reading
 * }</pre>
 *
 * <p>The exit code is 0, or 1 if the class cannot be a table, or 2 if the arguments are invalid.
 */
public final class DdlCommand {

    private DdlCommand() {}

    /**
     * Runs the command and exits.
     *
     * @param arguments {@code ddl}, the name of the class, and options
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    /**
     * Runs the command.
     *
     * @param arguments as of {@link #main}
     * @param out receives the statement
     * @param err receives the problem, one line
     * @return exit code
     */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        DdlArguments parsed;
        try {
            parsed = DdlArguments.parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println(DdlArguments.USAGE);
            return 2;
        }
        try (ClassPath classPath = ClassPath.of(parsed.classPath())) {
            out.println(classPath.statement(parsed));
            return 0;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
        } catch (InvocationTargetException e) {
            err.println(problem(parsed, e.getCause() == null ? e : e.getCause()));
        } catch (ReflectiveOperationException | LinkageError e) {
            err.println(problem(parsed, e));
        }
        return 1;
    }

    private static String problem(DdlArguments arguments, Throwable failure) {
        if (failure instanceof IllegalArgumentException) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof ClassNotFoundException || failure instanceof NoClassDefFoundError) {
            String missing = String.valueOf(failure.getMessage()).replace('/', '.');
            return "class " + missing + " is not on the class path; add "
                    + (missing.equals(arguments.type()) ? "it" : "the libraries of the application")
                    + " with --class-path";
        }
        return arguments.type() + " cannot be read: " + failure;
    }
}
