package io.github.zerobus.autoconfigure.catalog;

import io.github.zerobus.Internal;
import io.github.zerobus.RecordType;
import io.github.zerobus.auth.UnityCatalog;
import io.github.zerobus.autoconfigure.SchemaCheck;
import io.github.zerobus.records.table.CatalogTable;
import io.github.zerobus.records.table.TableColumn;
import io.github.zerobus.records.table.TableColumns;
import io.github.zerobus.records.table.TableComparison;
import io.github.zerobus.records.table.TableDifference;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The check of one stream.
 *
 * @param stream name of the stream
 * @param key of the property that sets the mode
 * @param table name of the table
 * @param encoding of the records
 * @param columns of the records; null if they are not known, so that only the existence of the table is checked
 * @param mode what happens if the records do not fit
 */
@Internal
public record TableCheck(
        String stream,
        String key,
        String table,
        RecordType encoding,
        @Nullable TableColumns columns,
        SchemaCheck mode) {

    /** Reads the table and compares; throws what the catalog and the parser throw. */
    List<TableDifference> differences(UnityCatalog catalog) {
        String json = catalog.table(table);
        if (columns == null) {
            return List.of();
        }
        String name =
                Arrays.stream(table.split("\\.", -1)).map(TableColumn::quoted).collect(Collectors.joining("."));
        return TableComparison.compare(name, columns, CatalogTable.parse(json).columns(), encoding);
    }
}
