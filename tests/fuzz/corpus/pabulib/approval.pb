META
key;value
budget;1000
vote_type;approval
PROJECTS
project_id;cost;name
a;400;Bench
b;700;"Say ""hi""; now"
VOTES
voter_id;age;vote
1;30;a
2;;a,b
3;41;b,a
4;50;
