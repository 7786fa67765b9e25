/* The annex in one fused pass over the columns, then one over 16-byte records in date order:
 * the floor that the others are measured against. The sort is a counting sort by day, which is
 * stable, so ties keep file order. Sums of one claim fit 31 bits of fen. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

enum { OUTPATIENT, INPATIENT, MAJOR, LARGE, TILT, POOLS = 8, AHEAD = 24 };

enum {
    DIBAO = 1, TEKUN = 2, ORPHAN = 4, CHILD = 8, RETURNED = 16, YOUFU = 32,
    DIBAO_EDGE = 128, UNSTABLE = 256, AT_RISK = 512, SUDDEN = 1024,
    FIRST_FIVE = DIBAO | TEKUN | ORPHAN | CHILD | RETURNED,
    OUTPATIENT_60 = DIBAO | ORPHAN | CHILD | YOUFU,
    TILT_70 = DIBAO | TEKUN | RETURNED,
    TILT_60 = DIBAO_EDGE | UNSTABLE | AT_RISK | SUDDEN
};

typedef struct { int32_t row, person, base; uint8_t pool, rate, tilt_rate, whole; } Record;

static const int64_t CAPS[2][4] = {
    { 30000, 600000, 10000000, 6000000 }, { 40000, 600000, 10000000, 6000000 }
};

/* What a set of categories is worth: looked up, so that nothing branches on it. */
typedef struct { uint8_t five, outpatient, tilt, tekun, dibao; } Worth;

static void value(Worth *worth)
{
    for (unsigned m = 0; m < 2048; m++)
        worth[m] = (Worth){
            .five = m ? (m & FIRST_FIVE ? 70 : 60) : 0,
            .outpatient = m & OUTPATIENT_60 ? 60 : 0,
            .tilt = m & TILT_70 ? 70 : m & TILT_60 ? 60 : 0,
            .tekun = (m & TEKUN) != 0,
            .dibao = (m & DIBAO) != 0,
        };
}

/* Memory in huge pages where the system has them, as numpy asks for its own arrays. */
static void *room_for(size_t bytes)
{
    size_t page = (size_t)1 << 21, whole = (bytes + page - 1) / page * page;
    void *memory = aligned_alloc(page, whole);
#ifdef __linux__
    madvise(memory, whole, MADV_HUGEPAGE);
#endif
    return memory;
}

/* Where each day's records begin, and the place where the second year does. */
static int64_t *begin(int64_t n, const int32_t *settled, int32_t first, int32_t days)
{
    int64_t *next = calloc((size_t)days + 1, sizeof *next);
    for (int64_t i = 0; i < n; i++) next[settled[i] - first + 1]++;
    for (int32_t d = 0; d < days; d++) next[d + 1] += next[d];
    return next;
}

static int64_t draw(int32_t *used, int64_t due, int64_t cap)
{
    int64_t room = cap - *used;
    if (room < 0) room = 0;
    if (due > room) due = room;
    *used += (int32_t)due;
    return due;
}

static void pay(int64_t n, const Record *records, int32_t *used, int64_t *award, int64_t *tilt,
                int64_t *self_pay)
{
    for (int64_t k = 0; k < n; k++) {
        const Record *it = records + k;
        if (k + AHEAD < n)
            __builtin_prefetch(used + (int64_t)records[k + AHEAD].person * POOLS, 1);
        int32_t *mine = used + (int64_t)it->person * POOLS;
        int64_t due = ((int64_t)it->base * it->rate + 50) / 100, t = 0;
        int64_t a = draw(mine + it->pool, due, CAPS[it->whole][it->pool]);
        int64_t left = it->base - a - 300000;
        if ((it->tilt_rate != 0) & (left > 0))
            t = draw(mine + TILT, (left * it->tilt_rate + 50) / 100, 3000000);
        award[it->row] = a;
        tilt[it->row] = t;
        self_pay[it->row] = it->base - a - t;
    }
}

void settle(int64_t n, int64_t people, int32_t first, int32_t days, int32_t new_year,
            const int32_t *person, const int32_t *settled, const uint8_t *visit,
            const uint8_t *therapy, const uint8_t *listed, const uint8_t *level,
            const uint8_t *region, const uint8_t *referral, const int64_t *in_scope,
            const int64_t *base, const uint16_t *mask, const uint8_t *old,
            const uint8_t *home_care, int64_t *award, int64_t *tilt, int64_t *self_pay)
{
    Worth worth[2048];
    value(worth);
    int64_t *next = begin(n, settled, first, days);
    int32_t second = new_year - first < 0 ? 0 : new_year - first < days ? new_year - first : days;
    int64_t split = second == days ? n : next[second];
    Record *records = room_for(sizeof *records * (size_t)n);
    for (int64_t i = 0; i < n; i++) {
        Worth w = worth[mask[i]];
        unsigned inpatient = visit[i], relieved = referral[i] != 2;
        unsigned large = inpatient & (level[i] >= 2) & (in_scope[i] > 3000000);
        unsigned major = listed[i] & (inpatient | (therapy[i] != 0));
        unsigned pool = large ? LARGE : inpatient;
        pool = major ? MAJOR : pool;
        unsigned whole = (pool == OUTPATIENT) & (w.tekun | (w.dibao & (old[i] | home_care[i])));
        unsigned rate = w.five + (pool == INPATIENT && w.five && level[i] != 3 ? 10 : 0);
        rate = pool == OUTPATIENT ? (whole ? 100 : w.outpatient) : rate;
        unsigned tilted = relieved & (pool != OUTPATIENT)
                          & ((region[i] == 0) | ((region[i] == 1) & (referral[i] == 1)));
        Record it = { (int32_t)i, person[i], (int32_t)base[i], (uint8_t)pool,
                      (uint8_t)(relieved * rate), (uint8_t)(tilted * w.tilt), (uint8_t)whole };
        records[next[settled[i] - first]++] = it;
    }
    size_t sums = sizeof(int32_t) * (size_t)(people * 2 * POOLS);
    int32_t *used = memset(room_for(sums), 0, sums);
    pay(split, records, used, award, tilt, self_pay);
    pay(n - split, records + split, used + people * POOLS, award, tilt, self_pay);
    free(used);
    free(records);
    free(next);
}
