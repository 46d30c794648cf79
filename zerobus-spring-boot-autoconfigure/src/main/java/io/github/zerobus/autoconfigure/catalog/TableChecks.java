package io.github.zerobus.autoconfigure.catalog;

import io.github.zerobus.ErrorKind;
import io.github.zerobus.Internal;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.auth.UnityCatalog;
import io.github.zerobus.autoconfigure.SchemaCheck;
import io.github.zerobus.autoconfigure.ZerobusConfigurationException;
import io.github.zerobus.records.table.DifferenceTable;
import io.github.zerobus.records.table.TableDifference;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks streams one after the other. A catalog that cannot be read never stops the start. */
@Internal
public final class TableChecks {

    private static final Logger log = LoggerFactory.getLogger(TableChecks.class);

    private final UnityCatalog catalog;

    /**
     * Creates checks.
     *
     * @param catalog of the workspace
     */
    public TableChecks(UnityCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Checks streams, and logs one warning if the catalog cannot be read. Blocks for 20 seconds at most if the catalog
     * does not respond.
     *
     * @param checks of the streams
     * @throws ZerobusConfigurationException if a stream with mode FAIL does not fit its table
     */
    public void run(List<TableCheck> checks) {
        for (int i = 0; i < checks.size(); i++) {
            String reason = check(checks.get(i));
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            if (reason != null) {
                List<TableCheck> unchecked = checks.subList(i, checks.size());
                log.warn(
                        "The columns of {} are not checked: {}. Grant the service principal access, or set {} to off",
                        unchecked.stream()
                                .map(check -> "table " + check.table() + " (stream " + check.stream() + ")")
                                .collect(Collectors.joining(", ")),
                        reason,
                        unchecked.get(0).key());
                return;
            }
        }
    }

    /** Returns why the table could not be read; null if it was. */
    private @Nullable String check(TableCheck check) {
        try {
            report(check, check.differences(catalog));
            return null;
        } catch (ZerobusConfigurationException e) {
            throw e;
        } catch (ZerobusException e) {
            if (e.kind() == ErrorKind.NOT_FOUND) {
                missing(check, e);
                return null;
            }
            return e.getMessage();
        } catch (IllegalArgumentException e) {
            return "the catalog is not usable: " + e.getMessage();
        } catch (RuntimeException e) {
            return "the check failed: " + e;
        }
    }

    private static void report(TableCheck check, List<TableDifference> differences) {
        boolean certain = differences.stream().anyMatch(TableDifference::certain);
        if (certain && check.mode() == SchemaCheck.FAIL) {
            throw new ZerobusConfigurationException(
                    "The records of stream " + check.stream() + " do not fit table " + check.table() + ", and "
                            + check.key() + " is fail",
                    "Resolve each difference, or set " + check.key() + " to warn:\n\n"
                            + DifferenceTable.text(differences));
        }
        if (certain) {
            log.warn(
                    "The records of stream {} do not fit table {}:\n{}",
                    check.stream(),
                    check.table(),
                    DifferenceTable.text(differences));
        } else if (!differences.isEmpty()) {
            log.info(
                    "Records of stream {} with null in these columns do not fit table {}:\n{}",
                    check.stream(),
                    check.table(),
                    DifferenceTable.text(differences));
        }
    }

    private static void missing(TableCheck check, ZerobusException failure) {
        String remedy = "Create the table, correct its name, or grant the service principal USE CATALOG, USE SCHEMA and"
                + " SELECT.";
        if (check.mode() == SchemaCheck.FAIL) {
            throw new ZerobusConfigurationException(
                    "Stream " + check.stream() + ": " + failure.getMessage() + " (" + check.key() + " is fail)",
                    remedy);
        }
        log.warn("Stream {}: {}. {}", check.stream(), failure.getMessage(), remedy);
    }
}
