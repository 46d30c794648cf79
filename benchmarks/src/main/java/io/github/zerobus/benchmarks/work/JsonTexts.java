package io.github.zerobus.benchmarks.work;

/** A few different JSON texts of one size in ASCII: fields of a {@link Reading} as far as they fit, and a note. */
final class JsonTexts {

    private static final int COUNT = 64;
    private static final int SMALLEST_NOTE = 16;
    private static final String NOTE = "the pump of line four was stopped and started again after an inspection; ";

    private JsonTexts() {}

    static String[] ofSize(int size) {
        String[] texts = new String[COUNT];
        for (int i = 0; i < COUNT; i++) {
            texts[i] = ofSize(size, Reading.some()[i]);
        }
        return texts;
    }

    private static String ofSize(int size, Reading reading) {
        StringBuilder text = new StringBuilder("{");
        String end = "\"note\":\"\"}";
        for (String field : fields(reading)) {
            if (text.length() + field.length() + 1 + end.length() + SMALLEST_NOTE <= size) {
                text.append(field).append(',');
            }
        }
        int rest = size - text.length() - end.length();
        text.append(end, 0, end.length() - 2).append(NOTE.repeat(rest / NOTE.length() + 1), 0, rest);
        return text.append(end, end.length() - 2, end.length()).toString();
    }

    private static String[] fields(Reading reading) {
        return new String[] {
            "\"device\":\"" + reading.device() + '"',
            "\"at\":" + reading.at(),
            "\"celsius\":" + reading.celsius(),
            "\"charging\":" + reading.charging(),
            "\"site\":\"" + reading.site() + '"',
            "\"humidity\":" + reading.humidity(),
            "\"battery\":" + reading.battery(),
            "\"firmware\":\"" + reading.firmware() + '"',
            "\"latitude\":" + reading.latitude(),
            "\"longitude\":" + reading.longitude()
        };
    }
}
